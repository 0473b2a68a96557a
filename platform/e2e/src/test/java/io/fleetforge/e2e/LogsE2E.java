package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.testing.TestPlatform;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All services log in one format, {@code kubectl logs} returns it, and received secrets do not appear. */
class LogsE2E {

    private static final String WORLD = "logged";
    private static final String CANARY = "CANARY7f3a9c21";

    private static final Set<String> SESSION_FIELDS =
            Set.of(Topics.CELL_SESSIONS, Topics.CELL_CHECKPOINTS, Topics.CELL_HANDOFFS);

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Services services = new Services(platform);
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void shouldLogOneFormatEverywhereAndNoReceivedSecret() throws Exception {
        worlds.apply(WORLD, 1, 1, Map.of("example.com/password", CANARY));
        worlds.awaitReady(WORLD);
        var host = worlds.hosts(WORLD).getFirst();

        sendCanary(host);
        for (var topic :
                List.of(Topics.ALERT_EVENTS, Topics.BACKUP_COMMANDS, Topics.CHAOS_COMMANDS, Topics.CELL_TELEMETRY)) {
            await("poison of " + topic + " is dead-lettered")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(platform.topics().written(Topics.deadLetter(topic)))
                            .isPositive());
        }

        var pods = new ArrayList<>(List.of(host));
        Stream.of("fleetforge-controller", "fleetforge-alert-router", "fleetforge-backup", "fleetforge-chaos")
                .forEach(app -> pods.addAll(services.pods(app)));
        for (var pod : pods) {
            var log = services.log(pod);
            var name = pod.getMetadata().getName();
            assertThat(log).as("log of %s", name).doesNotContain(CANARY);
            for (var line : log.lines().toList()) {
                assertFormat(name, line);
            }
        }
        worlds.delete(WORLD);
    }

    /** The two commands of the requirement: every line is JSON, and there are lines with a correlation id and a trace id. */
    @Test
    void shouldPrintStructuredLogsWithKubectlLogs() throws Exception {
        worlds.apply("followed", 1, 1);
        worlds.awaitReady("followed");
        worlds.delete("followed");
        var log = platform.kubectl().require("logs", "-n", Services.SYSTEM, "deployment/fleetforge-controller");

        var lines = new ArrayList<JsonNode>();
        for (var line : log.lines().toList()) {
            lines.add(mapper.readTree(line));
        }
        assertThat(lines)
                .anySatisfy(
                        line -> assertThat(line.path("correlation_id").asText()).isNotEmpty());
        assertThat(lines)
                .anySatisfy(line -> assertThat(line.path("trace_id").asText()).matches("[0-9a-f]{32}"));
    }

    /** Sends a secret in every input. */
    private void sendCanary(Pod host) throws Exception {
        var edge = "http://" + host.getStatus().getPodIP() + ":8080";
        var controller = "http://" + services.controller().getStatus().getPodIP() + ":8080";
        services.call(HttpRequest.newBuilder(URI.create(controller + "/api/v1/worlds?token=" + CANARY))
                .header("Authorization", "Bearer " + CANARY)
                .header("Cookie", "session=" + CANARY));
        services.call(HttpRequest.newBuilder(URI.create(edge + "/sessions?access_key=" + CANARY))
                .header("Authorization", "Basic " + CANARY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"password\":\"" + CANARY)));
        services.call(HttpRequest.newBuilder(URI.create(edge + "/sessions/none/position"))
                .header("Authorization", "Bearer " + CANARY)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"x\":1,\"y\":1}")));
        try (var binary = PlayerSocket.binary(host.getStatus().getPodIP());
                var json = PlayerSocket.json(host.getStatus().getPodIP())) {
            binary.send(new ClientMessage.Resume(CANARY));
            binary.fault("bad-token");
            json.text("{\"type\":\"resume\",\"token\":\"" + CANARY + "\"}");
            json.nextText(text -> text.contains("bad-token"));
            json.text("{\"secret\":\"" + CANARY);
        }
        for (var topic : List.of(
                Topics.ALERT_EVENTS,
                Topics.BACKUP_COMMANDS,
                Topics.CHAOS_COMMANDS,
                Topics.WORLD_TOPOLOGY,
                Topics.CELL_EVENTS,
                Topics.CELL_TELEMETRY,
                Topics.CELL_SESSIONS,
                Topics.CELL_CHECKPOINTS,
                Topics.CELL_HANDOFFS,
                Topics.CELL_GHOSTS)) {
            platform.topics()
                    .write(
                            topic,
                            "default/" + WORLD + (SESSION_FIELDS.contains(topic) ? "/s" : ""),
                            ("password=" + CANARY).getBytes(StandardCharsets.UTF_8),
                            Map.of("authorization", "Bearer " + CANARY));
        }
    }

    private void assertFormat(String pod, String line) throws JsonProcessingException {
        var fields = mapper.readTree(line);
        for (var field : List.of("timestamp", "level", "service", "logger", "message")) {
            assertThat(fields.path(field).asText())
                    .as("%s of a line of %s: %s", field, pod, line)
                    .isNotEmpty();
        }
    }
}
