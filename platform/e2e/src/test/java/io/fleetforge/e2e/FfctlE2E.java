package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.testing.TestPlatform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./ffctl} against the real platform; each start of a JVM takes seconds, so once per command. */
class FfctlE2E {

    private static final String ID = "e2e-ffctl-7";
    private static final String WORLD = "observed";
    private static final String IMPOSSIBLE = "impossible";
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofSeconds(2);

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final ObjectMapper mapper = new ObjectMapper();

    @TempDir
    Path folder;

    private Ffctl ffctl;

    @BeforeEach
    void createFfctl() {
        ffctl = new Ffctl(platform, folder);
    }

    @AfterEach
    void remove() {
        worlds.delete(WORLD);
        worlds.delete(IMPOSSIBLE);
    }

    @Test
    void shouldShowWorldsMapTimelineAndProblems() throws Exception {
        new Services(platform).awaitLeading();
        worlds.apply(WORLD, 2, 1, Map.of(Labels.CORRELATION_ID, ID));
        worlds.awaitReady(WORLD);

        listsTheWorld();
        drawsTheWorld();
        printsTheTimeline();
        findsNoProblem();
        findsTheWorldThatCannotStart();
    }

    @Test
    void shouldPrintACompletionThatBashAccepts() throws Exception {
        var script = Files.writeString(
                folder.resolve("completion"), ffctl.run("completion", "bash").out());

        assertThat(ffctl.command(List.of("bash", "-n", script.toString())).exitCode())
                .isZero();
    }

    private void listsTheWorld() throws Exception {
        var table = ffctl.run("worlds");
        assertThat(table.exitCode()).as(table.err()).isZero();
        assertThat(table.out()).containsPattern("default +" + WORLD + " +Ready +2/2 +2 +0 +1 ");
    }

    private void drawsTheWorld() throws Exception {
        var map = ffctl.run("map", WORLD);
        assertThat(map.exitCode()).as(map.err()).isZero();
        assertThat(map.out())
                .startsWith("default/" + WORLD + ": revision 1, 2 cells on 2 hosts, 0 players")
                .contains("c1-0: 0", "c1-1: 0", "0 players");
    }

    private void printsTheTimeline() throws Exception {
        await("spans are exported, too").atMost(DEADLINE).pollInterval(POLL).untilAsserted(() -> {
            var result = ffctl.run("trace", ID, "-o", "json");
            assertThat(result.exitCode()).as(result.err()).isZero();
            var lines = mapper.readTree(result.out()).path("lines");
            assertThat(services(lines, "log")).contains("fleetforge-controller", "fleetforge-cell");
            assertThat(services(lines, "span")).contains("fleetforge-controller");
            assertThat(services(lines, "event")).contains("fleetforge-controller");
            assertThat(lines)
                    .anySatisfy(line -> assertThat(line.path("pod").asText()).isEqualTo("WorldSpec/" + WORLD))
                    .extracting(line -> Instant.parse(line.path("time").asText()))
                    .isSorted();
        });

        assertThat(ffctl.run("trace", "unknown-id").exitCode()).isEqualTo(1);
    }

    private void findsNoProblem() throws Exception {
        await("no problem").atMost(DEADLINE).pollInterval(POLL).untilAsserted(() -> {
            var healthy = ffctl.run("doctor", "-v");
            assertThat(healthy.exitCode()).as(healthy.out() + healthy.err()).isZero();
            assertThat(healthy.out())
                    .contains("fleetforge-controller", "leads")
                    .doesNotContain("FailedToUpdateEndpoint");
            assertThat(healthy.err()).contains("$KUBECONFIG");
        });
    }

    private void findsTheWorldThatCannotStart() throws Exception {
        platform.client().resource("""
                apiVersion: fleetforge.io/v1
                kind: WorldSpec
                metadata: {name: %s, namespace: default}
                spec:
                  image: example/missing:1
                  topology:
                    initialCells: 1
                    worldBoundaries: {xMin: 0, xMax: 10, yMin: 0, yMax: 10}
                """.formatted(IMPOSSIBLE)).create();
        await("the doctor reports it").atMost(DEADLINE).pollInterval(POLL).untilAsserted(() -> {
            var unhealthy = ffctl.run("doctor", "-o", "json");
            assertThat(unhealthy.exitCode())
                    .as(unhealthy.out() + unhealthy.err())
                    .isEqualTo(1);
            var checks = mapper.readTree(unhealthy.out()).path("checks");
            assertThat(checks).anySatisfy(check -> {
                assertThat(check.path("severity").asText()).isEqualTo("bad");
                assertThat(check.path("subject").asText()).startsWith("default/" + IMPOSSIBLE);
                assertThat(check.path("runbook").asText()).isEqualTo("docs/runbooks/world-stuck-starting.md");
                assertThat(check.path("observed").asText()).contains("example/missing");
            });
        });
    }

    private static List<String> services(JsonNode lines, String origin) {
        return StreamSupport.stream(lines.spliterator(), false)
                .filter(line -> line.path("origin").asText().equals(origin))
                .map(line -> line.path("service").asText())
                .toList();
    }
}
