package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.testing.TestPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Creates, observes and deletes worlds for the scenarios. */
final class Worlds {

    static final String NAMESPACE = "default";
    private static final Duration READY = Duration.ofSeconds(60);

    private final TestPlatform platform;
    private final KubernetesClient client;
    private final String namespace;

    Worlds(TestPlatform platform) {
        this(platform, NAMESPACE);
    }

    Worlds(TestPlatform platform, String namespace) {
        this.platform = platform;
        client = platform.client();
        this.namespace = namespace;
    }

    WorldSpec apply(String name, int cells, int cellsPerHost) {
        return apply(name, cells, cellsPerHost, Map.of());
    }

    WorldSpec apply(String name, int cells, int cellsPerHost, Map<String, String> annotations) {
        var world = Serialization.unmarshal("""
                apiVersion: fleetforge.io/v1
                kind: WorldSpec
                spec:
                  topology:
                    initialCells: %d
                    worldBoundaries: {xMin: 0, xMax: 1000, yMin: 0, yMax: 1000}
                  capacity:
                    cellsPerHost: %d
                """.formatted(cells, cellsPerHost), WorldSpec.class);
        world.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .withAnnotations(annotations)
                .build());
        return client.resource(world).create();
    }

    WorldSpec get(String name) {
        return client.resources(WorldSpec.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    /** As a user does: {@code kubectl patch} with a merge patch. */
    void edit(String name, String mergePatch) {
        platform.kubectl().require("-n", namespace, "patch", "worldspec", name, "--type=merge", "-p", mergePatch);
    }

    WorldTopology topology(String name) {
        return client.resources(WorldTopology.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    List<Pod> hosts(String name) {
        return client.pods()
                .inNamespace(namespace)
                .withLabel(Labels.WORLD, name)
                .list()
                .getItems();
    }

    void awaitReady(String name) {
        awaitReady(name, READY);
    }

    void awaitReady(String name, Duration deadline) {
        await(name + " is ready")
                .atMost(deadline)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    var world = get(name);
                    assertThat(world).isNotNull();
                    assertThat(world.getStatus()).isNotNull();
                    assertThat(world.getStatus().observedGeneration())
                            .isEqualTo(world.getMetadata().getGeneration());
                    assertThat(world.getStatus().condition("Ready").getStatus()).isEqualTo("True");
                });
    }

    void awaitNotReady(String name, Duration deadline) {
        await(name + " is not ready")
                .atMost(deadline)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(
                                get(name).getStatus().condition("Ready").getStatus())
                        .isEqualTo("False"));
    }

    void delete(String name) {
        client.resources(WorldSpec.class).inNamespace(namespace).withName(name).delete();
        awaitGone(name);
    }

    void awaitGone(String name) {
        await(name + " is gone")
                .atMost(READY)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    assertThat(get(name)).isNull();
                    assertThat(topology(name)).isNull();
                    assertThat(hosts(name)).isEmpty();
                });
    }
}
