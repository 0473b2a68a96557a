package io.fleetforge.e2e.bench;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.local.Patience;
import io.fleetforge.local.Platform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One host with 100 cells and 50 players in each, all walking: memory and how late ticks start over a minute. */
final class HostLoad implements Bench.Measurement {

    private static final int CELLS = 100;
    private static final int PLAYERS_PER_CELL = 50;
    private static final int CLIENTS = 8;
    private static final long MEASURE_MS = 60_000;
    private static final String LATENESS = "fleetforge_cell_tick_lateness_seconds";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public Map<String, String> run(Platform platform) throws Exception {
        var rows = new LinkedHashMap<String, String>();
        try (var client = platform.controlPlane().client()) {
            var worlds = new BenchWorlds(client);
            worlds.create("crowd", CELLS, CELLS);
            worlds.awaitReady("crowd");
            Pod host = client.pods().inNamespace("default").withName("crowd-0").get();
            rows.put("RSS with " + CELLS + " cells, no players", ServiceFootprint.rss(host));
            var address = host.getStatus().getPodIP();
            var start = System.nanoTime();
            var joined = join(address);
            rows.put("joins", "%d in %.1f s".formatted(joined, (System.nanoTime() - start) / 1e9));
            var metrics = new Metrics(address);
            var before = metrics.buckets(LATENESS);
            Patience.pause(MEASURE_MS);
            var after = metrics.buckets(LATENESS);
            rows.put("tick lateness p50", Metrics.quantile(before, after, 0.50));
            rows.put("tick lateness p99", Metrics.quantile(before, after, 0.99));
            rows.put("tick lateness p99.9", Metrics.quantile(before, after, 0.999));
            rows.put("RSS with " + CELLS + " cells x " + PLAYERS_PER_CELL + " players", ServiceFootprint.rss(host));
            worlds.delete("crowd");
        }
        return rows;
    }

    private int join(String address) throws InterruptedException {
        var joined = new AtomicInteger();
        try (var executor = Executors.newFixedThreadPool(CLIENTS)) {
            for (var i = 0; i < CELLS * PLAYERS_PER_CELL; i++) {
                var player = i;
                executor.execute(() -> {
                    if (join(address, player)) {
                        joined.incrementAndGet();
                    }
                });
            }
            executor.shutdown();
            if (!executor.awaitTermination(5, TimeUnit.MINUTES)) {
                executor.shutdownNow();
            }
        }
        return joined.get();
    }

    /** Spreads players evenly and lets each walk a few steps inside its own cell. */
    private boolean join(String address, int player) {
        var x = (player % 70 + 0.5) * 1000 / 70;
        var y = (player / 70 % 72 + 0.5) * 1000 / 72;
        try {
            var answer = send(
                    "POST",
                    "http://" + address + ":8080/api/v1/sessions",
                    "{\"player\":\"p%d\",\"x\":%s,\"y\":%s}".formatted(player, x, y),
                    "");
            if (answer.statusCode() != 201) {
                return false;
            }
            var id = answer.body().replaceAll(".*\"sessionId\":\"([^\"]+)\".*", "$1");
            var token = answer.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
            send(
                    "PUT",
                    "http://" + address + ":8080/api/v1/sessions/" + id + "/position",
                    "{\"x\":%s,\"y\":%s}".formatted(1000 - x, 1000 - y),
                    token);
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpResponse<String> send(String method, String url, String body, String token)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("X-Session-Token", token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
