package io.fleetforge.controller.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.controller.WorldFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostTemplateTest {

    private static final WorldSpec WORLD = with("100m", "256Mi");

    private final HostTemplate template = new HostTemplate("fleetforge-cell:x", Map.of());

    @Test
    void shouldAskForNoNewPodWhenAQuantityIsWrittenInAnotherForm() {
        assertThat(template.hash(with("250m", "512Mi")))
                .isEqualTo(template.hash(with("0.25", "536870912")))
                .isNotEqualTo(template.hash(with("0.26", "512Mi")));
    }

    private static WorldSpec with(String cpu, String memory) {
        return WorldFixture.of(
                "default",
                "starter",
                "capacity: {resources: {cpu: \"%s\", memory: \"%s\"}}".formatted(cpu, memory),
                "persistence: {enabled: true, checkpointInterval: 30s}",
                "players: {disconnectGrace: 45s, allowedOrigins: [\"https://play.example.org\", \"http://localhost:5173\"]}");
    }

    @Test
    void shouldPassTheGraceTimeAndTheOriginsOfPlayers() {
        var pod = template.render(WORLD, "starter-0", 1, CorrelationId.random());

        assertThat(pod.getSpec().getContainers().getFirst().getEnv())
                .filteredOn(variable -> variable.getName().startsWith("QUARKUS_HTTP_CORS")
                        || variable.getName().endsWith("_GRACE"))
                .extracting(EnvVar::getName, EnvVar::getValue)
                .containsExactly(
                        tuple("FLEETFORGE_CELL_DISCONNECT_GRACE", "45s"),
                        tuple("QUARKUS_HTTP_CORS_ENABLED", "true"),
                        tuple("QUARKUS_HTTP_CORS_ORIGINS", "https://play.example.org,http://localhost:5173"));
    }

    @Test
    void shouldReferToNoSecret() {
        var pod = template.render(WORLD, "starter-0", 1, CorrelationId.random());

        assertThat(Serialization.asJson(pod)).doesNotContainIgnoringCase("secret");
    }

    @Test
    void shouldHashTheSameForEveryHost() {
        assertThat(template.render(WORLD, "starter-0", 1, CorrelationId.random())
                        .getMetadata()
                        .getAnnotations()
                        .get("fleetforge.io/template-hash"))
                .isEqualTo(template.hash(WORLD));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 536870912, 536870912",
        "0.5, 500m, 1.5Gi, 1536Mi",
        "'\"2\"', 2, 1Ti, 1024Gi",
        "1000m, 1, 512Mi, 536870912",
    })
    void shouldRequestWhatTheWorldSpecRequestsWhenAQuantityIsTextOrNumber(
            String cpu, Quantity requestedCpu, String memory, Quantity requestedMemory) {
        var world = Serialization.unmarshal("""
                apiVersion: fleetforge.io/v1
                kind: WorldSpec
                metadata: {name: starter, namespace: default, uid: u-1}
                spec:
                  topology: {initialCells: 1, worldBoundaries: {xMin: 0, xMax: 10, yMin: 0, yMax: 10}}
                  capacity: {resources: {cpu: %s, memory: %s}}
                  persistence: {enabled: true, checkpointInterval: 30s}
                """.formatted(cpu, memory), WorldSpec.class);

        var pod = template.render(world, "starter-0", 1, CorrelationId.random());

        var resources = pod.getSpec().getContainers().getFirst().getResources();
        assertThat(resources.getRequests())
                .containsExactlyInAnyOrderEntriesOf(Map.of("cpu", requestedCpu, "memory", requestedMemory));
        assertThat(resources.getLimits()).containsExactlyEntriesOf(Map.of("memory", requestedMemory));
    }
}
