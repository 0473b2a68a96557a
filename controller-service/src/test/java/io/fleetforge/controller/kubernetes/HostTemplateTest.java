package io.fleetforge.controller.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostTemplateTest {

    private static final WorldSpec WORLD = Serialization.unmarshal("""
            apiVersion: fleetforge.io/v1
            kind: WorldSpec
            metadata: {name: starter, namespace: default, uid: u-1}
            spec:
              topology:
                initialCells: 1
                worldBoundaries: {xMin: 0, xMax: 10, yMin: 0, yMax: 10}
              capacity: {resources: {cpu: 100m, memory: 256Mi}}
              persistence: {enabled: true, checkpointInterval: 30s}
            """, WorldSpec.class);

    private final HostTemplate template = new HostTemplate("fleetforge-cell:x", Map.of());

    @Test
    void shouldPassTheKeyOfItsWorldByReferenceOnly() {
        var pod = template.render(WORLD, "starter-0", 1, CorrelationId.random());

        assertThat(pod.getSpec().getContainers().getFirst().getEnv())
                .filteredOn(variable -> variable.getName().equals("FLEETFORGE_CELL_SESSION_KEY"))
                .singleElement()
                .satisfies(variable -> {
                    assertThat(variable.getValue()).isNull();
                    var reference = variable.getValueFrom().getSecretKeyRef();
                    assertThat(reference.getName()).isEqualTo("starter-session-key");
                    assertThat(reference.getKey()).isEqualTo("key");
                    assertThat(reference.getOptional())
                            .as("a host without a key does not start")
                            .isFalse();
                });
    }

    @Test
    void shouldHashTheSameForEveryHost() {
        assertThat(template.render(WORLD, "starter-0", 1, CorrelationId.random())
                        .getMetadata()
                        .getAnnotations()
                        .get("fleetforge.io/template-hash"))
                .isEqualTo(template.hash(WORLD));
    }
}
