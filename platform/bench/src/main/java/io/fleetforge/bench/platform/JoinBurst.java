package io.fleetforge.bench.platform;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.local.Platform;
import io.fleetforge.testing.TopicReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * 1000 joins over REST to one host that has just started, 256 in flight at a time, then 5000 more. A
 * join is answered when Kafka acknowledged its record; one without acknowledgement within two seconds is refused.
 */
final class JoinBurst implements Bench.Measurement {

    private static final String WORLD = "burst";
    private static final int CELLS = 100;
    private static final int PLAYERS = 5000;
    private static final int AT_ONCE = 256;
    /** What a world must be able to let in within a minute. */
    private static final int FLOOR = 1000;

    @Override
    public Map<String, String> run(Platform platform) throws Exception {
        var rows = new LinkedHashMap<String, String>();
        try (var client = platform.controlPlane().client()) {
            var worlds = new BenchWorlds(client);
            worlds.create(WORLD, CELLS, CELLS);
            worlds.awaitReady(WORLD);
            burst(client.pods().inNamespace("default").withName(WORLD + "-0").get(), rows);
            rows.put("sessions in the journal", String.valueOf(records(platform)));
            worlds.delete(WORLD);
        }
        return rows;
    }

    private static void burst(Pod host, Map<String, String> rows) throws IOException, InterruptedException {
        try (var players = new Players(host.getStatus().getPodIP())) {
            var cpu = Proc.of(host).cpuSeconds();
            var startNs = System.nanoTime();
            var first = players.join(FLOOR, AT_ONCE);
            var firstS = (System.nanoTime() - startNs) / 1e9;
            var firstCpu = Proc.of(host).cpuSeconds() - cpu;
            rows.put(
                    String.format(Locale.ROOT, "the first %d joins of a process, %d admitted", FLOOR, first),
                    rate(first, firstS, firstCpu));
            Samples.quantiles(rows, "answer of the first", players.joinsMs());
            cpu = Proc.of(host).cpuSeconds();
            startNs = System.nanoTime();
            var next = players.join(PLAYERS, AT_ONCE) - first;
            var seconds = (System.nanoTime() - startNs) / 1e9;
            rows.put(
                    String.format(Locale.ROOT, "the next %d joins, %d admitted", PLAYERS, next),
                    rate(next, seconds, Proc.of(host).cpuSeconds() - cpu));
            var all = players.joinsMs();
            Samples.quantiles(rows, "answer of the next", Arrays.copyOfRange(all, first, all.length));
        }
    }

    private static String rate(int joins, double seconds, double cpuSeconds) {
        return String.format(
                Locale.ROOT,
                "%.1f s, %.0f a second, %.0f per second of the host's processor time",
                seconds,
                joins / seconds,
                joins / cpuSeconds);
    }

    /** Sessions that live by the journal; that of a join which was refused after all has ended there, too. */
    private static int records(Platform platform) {
        var live = new HashSet<String>();
        for (var record : new TopicReader(platform.broker().bootstrapServers()).all(Topics.CELL_SESSIONS)) {
            if (record.value() == null) {
                live.remove(record.key());
            } else if (record.key().startsWith("default/" + WORLD + "/")) {
                live.add(record.key());
            }
        }
        return live.size();
    }
}
