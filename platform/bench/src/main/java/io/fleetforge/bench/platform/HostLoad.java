package io.fleetforge.bench.platform;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.cluster.Await;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.local.Platform;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One host with 100 cells and 50 players in each, all walking all the time: memory and how late ticks start over a minute.
 * The players are HTTP clients on the same machine, so their work is part of what the host competes with.
 */
final class HostLoad implements Bench.Measurement {

    private static final int CELLS = 100;
    private static final int PLAYERS_PER_CELL = 50;
    private static final int PLAYERS = CELLS * PLAYERS_PER_CELL;
    private static final int JOINING_AT_ONCE = 8;
    private static final Duration MEASURE = Duration.ofSeconds(60);
    /** A target for each every five seconds, and at least five seconds of way to it. */
    private static final int TARGETS_PER_SECOND = PLAYERS / 5;

    private static final String LATENESS = "fleetforge_cell_tick_lateness_seconds";
    private static final String DURATION = "fleetforge_cell_tick_duration_seconds";

    @Override
    public Map<String, String> run(Platform platform) throws Exception {
        var rows = new LinkedHashMap<String, String>();
        try (var client = platform.controlPlane().client()) {
            var worlds = new BenchWorlds(client);
            worlds.create("crowd", CELLS, CELLS);
            worlds.awaitReady("crowd");
            Pod host = client.pods().inNamespace("default").withName("crowd-0").get();
            rows.put("RSS with " + CELLS + " cells, no players", Proc.of(host).residentMb() + " MB");
            try (var players = new Players(host.getStatus().getPodIP())) {
                measure(host, players, rows);
            }
            worlds.delete("crowd");
        }
        return rows;
    }

    private static void measure(Pod host, Players players, Map<String, String> rows) throws Exception {
        var start = System.nanoTime();
        var joined = players.join(PLAYERS, JOINING_AT_ONCE);
        if (joined != PLAYERS) {
            throw new PlatformException("only " + joined + " of " + PLAYERS + " players could join");
        }
        rows.put("joins", String.format(Locale.ROOT, "%d in %.1f s", joined, (System.nanoTime() - start) / 1e9));
        players.walk(TARGETS_PER_SECOND);
        Await.pause(Duration.ofSeconds(10).toMillis());
        var metrics = new Metrics(host.getStatus().getPodIP());
        var lateness = metrics.buckets(LATENESS);
        var duration = metrics.buckets(DURATION);
        var cpu = Proc.of(host).cpuSeconds();
        Await.pause(MEASURE.toMillis());
        var latenessAfter = metrics.buckets(LATENESS);
        rows.put(
                "RSS with " + CELLS + " cells x " + PLAYERS_PER_CELL + " players",
                Proc.of(host).residentMb() + " MB");
        rows.put(
                "ticks",
                String.format(
                        Locale.ROOT,
                        "%.0f of %d due",
                        Metrics.count(lateness, latenessAfter),
                        CELLS * 20 * MEASURE.toSeconds()));
        for (var quantile : new double[] {0.50, 0.99, 0.999}) {
            rows.put("tick lateness p" + quantile * 100, Metrics.quantile(lateness, latenessAfter, quantile));
        }
        rows.put("tick duration p99", Metrics.quantile(duration, metrics.buckets(DURATION), 0.99));
        rows.put(
                "CPU of the host",
                String.format(Locale.ROOT, "%.2f cores", (Proc.of(host).cpuSeconds() - cpu) / MEASURE.toSeconds()));
        rows.put("targets set", players.walked());
    }
}
