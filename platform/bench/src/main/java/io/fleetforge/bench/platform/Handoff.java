package io.fleetforge.bench.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fleetforge.cluster.Await;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.contracts.message.SessionRecord;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.contracts.play.PlayProtocol;
import io.fleetforge.local.Platform;
import io.fleetforge.testing.TopicReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A full cell moves back and forth between two hosts by manual operation. For each session and move: the time in which no host owns
 * it, from the record of the sender to that of the receiver, both by the one clock of this machine.
 */
final class Handoff implements Bench.Measurement {

    private static final String WORLD = "ferry";
    private static final int PLAYERS = 90;
    private static final int MOVES = 20;
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    /** Until the services that started with the platform compile no more. */
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @Override
    public Map<String, String> run(Platform platform) throws Exception {
        var rows = new LinkedHashMap<String, String>();
        try (var client = platform.controlPlane().client()) {
            var worlds = new BenchWorlds(client);
            worlds.create(WORLD, 3, 2);
            worlds.awaitReady(WORLD);
            annotate(client, Labels.SCALING_PAUSED, "true");
            var cell = topology(client).cellsOf(WORLD + "-0").getFirst();
            for (var i = 0; i < PLAYERS; i++) {
                join(client, i, cell.bounds().xMin() + 1, cell.bounds().yMin() + 1 + i);
            }
            Await.pause(SETTLE.toMillis());
            for (var move = 0; move < MOVES; move++) {
                move(client, cell.id(), WORLD + (move % 2 == 0 ? "-1" : "-0"));
            }
            report(rows, transfers(platform.broker().bootstrapServers()));
            worlds.delete(WORLD);
        }
        return rows;
    }

    private static WorldTopologySpec topology(KubernetesClient client) {
        return client.resources(WorldTopology.class)
                .inNamespace("default")
                .withName(WORLD)
                .get()
                .getSpec();
    }

    private static void annotate(KubernetesClient client, String annotation, String value) {
        client.resources(WorldSpec.class)
                .inNamespace("default")
                .withName(WORLD)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(annotation, value));
    }

    private String address(KubernetesClient client, String host) {
        return client.pods()
                .inNamespace("default")
                .withName(host)
                .get()
                .getStatus()
                .getPodIP();
    }

    private void join(KubernetesClient client, int player, double x, double y) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(
                        "http://" + address(client, WORLD + "-0") + ":" + PlayProtocol.PORT + "/api/v1/sessions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        String.format(Locale.ROOT, "{\"player\":\"p%d\",\"x\":%s,\"y\":%s}", player, x, y)))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new PlatformException("join was answered with " + answer.statusCode() + ": " + answer.body());
        }
    }

    private void move(KubernetesClient client, String cell, String host) {
        annotate(client, Labels.FORCE_MOVE, cell + "=" + host);
        Await.until("move of the players to " + host, DEADLINE, () -> players(client, cell, host) == PLAYERS, () -> "");
    }

    private int players(KubernetesClient client, String cell, String host) {
        try {
            var request = HttpRequest.newBuilder(
                            URI.create("http://" + address(client, host) + ":8080/api/v1/cells?limit=500"))
                    .build();
            var cells = json.readTree(http.send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .path("items");
            for (var entry : cells) {
                if (entry.path("id").asText().equals(cell)) {
                    return entry.path("players").asInt();
                }
            }
            return 0;
        } catch (java.io.IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted");
        }
    }

    /**
     * One session's handoff between two hosts, milliseconds.
     *
     * @param unsent from the release by the sender until its record is sent to Kafka
     * @param gap from the release by the sender until the receiver owns it
     */
    private record Transfer(int epoch, double unsent, double gap) {}

    private static void report(Map<String, String> rows, List<Transfer> transfers) {
        rows.put("sessions handed off", String.format(Locale.ROOT, "%d in %d moves", transfers.size(), MOVES));
        quantiles(rows, "session without host", transfers, Transfer::gap);
        var first = transfers.stream().filter(transfer -> transfer.epoch() == 1).toList();
        var next = transfers.stream().filter(transfer -> transfer.epoch() > 2).toList();
        quantiles(rows, "of it until the record is sent", transfers, Transfer::unsent);
        quantiles(rows, "first move, both hosts cold", first, Transfer::gap);
        quantiles(rows, "from the third move on", next, Transfer::gap);
    }

    private static void quantiles(
            Map<String, String> rows, String what, List<Transfer> transfers, ToDoubleFunction<Transfer> part) {
        Samples.quantiles(rows, what, transfers.stream().mapToDouble(part).toArray());
    }

    private static List<Transfer> transfers(String bootstrapServers) throws MalformedMessageException {
        var reader = new TopicReader(bootstrapServers);
        Map<String, Instant> adopted = new HashMap<>();
        for (var record : reader.all(Topics.CELL_SESSIONS)) {
            if (record.value() != null && record.key().startsWith("default/" + WORLD + "/")) {
                var session = MessageCodec.decode(record.value(), SessionRecord.class);
                adopted.putIfAbsent(session.session() + "@" + session.epoch(), session.at());
            }
        }
        Map<String, Transfer> transfers = new LinkedHashMap<>();
        for (var record : reader.all(Topics.CELL_HANDOFFS)) {
            if (record.value() != null && record.key().startsWith("default/" + WORLD + "/")) {
                var handoff = MessageCodec.decode(record.value(), SessionHandoff.class);
                var at = adopted.get(handoff.session() + "@" + (handoff.epoch() + 1));
                if (at != null) {
                    transfers.putIfAbsent(
                            handoff.session() + "@" + handoff.epoch(),
                            new Transfer(
                                    (int) handoff.epoch(),
                                    record.timestamp() - handoff.at().toEpochMilli(),
                                    Duration.between(handoff.at(), at).toNanos() / 1e6));
                }
            }
        }
        return List.copyOf(transfers.values());
    }
}
