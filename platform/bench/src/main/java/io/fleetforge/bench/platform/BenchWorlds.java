package io.fleetforge.bench.platform;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.cluster.Await;
import io.fleetforge.contracts.crd.WorldSpec;
import java.time.Duration;
import java.util.Locale;

/** Worlds for measurements. */
final class BenchWorlds {

    private static final Duration DEADLINE = Duration.ofSeconds(180);

    private static final String SPEC = """
            apiVersion: fleetforge.io/v1
            kind: WorldSpec
            metadata:
              namespace: default
              name: %s
            spec:
              topology:
                initialCells: %d
                worldBoundaries: {xMin: 0, xMax: 1000, yMin: 0, yMax: 1000}
              capacity:
                maxPlayersPerCell: 100
                cellsPerHost: %d
              scaling:
                scaleUpThreshold: 0.8
                scaleDownThreshold: 0.3
              players:
                limits: {joinsPerSecond: 100000, joinsPerSecondPerSource: 0}
            """;

    private final KubernetesClient client;

    BenchWorlds(KubernetesClient client) {
        this.client = client;
    }

    void create(String name, int cells, int cellsPerHost) {
        client.resource(Serialization.unmarshal(
                        String.format(Locale.ROOT, SPEC, name, cells, cellsPerHost), WorldSpec.class))
                .create();
    }

    boolean isReady(String name) {
        var world = client.resources(WorldSpec.class)
                .inNamespace("default")
                .withName(name)
                .get();
        return world != null
                && world.getStatus() != null
                && "Ready".equals(world.getStatus().phase());
    }

    void awaitReady(String name) {
        Await.until("readiness of " + name, DEADLINE, () -> isReady(name), () -> "");
    }

    void delete(String name) {
        client.resources(WorldSpec.class).inNamespace("default").withName(name).delete();
        Await.until(
                "end of " + name,
                DEADLINE,
                () -> client.resources(WorldSpec.class)
                                .inNamespace("default")
                                .withName(name)
                                .get()
                        == null,
                () -> "");
    }
}
