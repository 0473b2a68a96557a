package io.fleetforge.bench;

import com.sun.management.OperatingSystemMXBean;
import io.fleetforge.cell.gateway.PlayerOperations;
import io.fleetforge.cell.gateway.PlayerOperations.JoinResult;
import io.fleetforge.cell.join.JoinRequest;
import io.fleetforge.cell.keys.KeyRing;
import io.fleetforge.cell.keys.SigningKey;
import io.fleetforge.cell.session.SessionTokens;
import io.fleetforge.contracts.geometry.Bounds;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Joins without sockets and broker: position, session, cell, journal record, event and signed token, as the REST edge makes
 * them, a thousand concurrently since each waits for its cell's next tick. Per core means per second of processor time of
 * the whole process, workers and garbage collector included.
 */
final class Joins implements Measure.Measurement {

    private static final int CELLS = 100;
    private static final int PLAYERS = 40_000;
    private static final int BURSTS = 5;
    private static final int AT_ONCE = 1000;
    private static final double SIDE = 1000;
    private static final Bounds WORLD = new Bounds(0, SIDE, 0, SIDE);

    @Override
    public Map<String, String> run() throws InterruptedException {
        var rows = new LinkedHashMap<String, String>();
        for (var burst = 1; burst <= BURSTS; burst++) {
            burst(rows, burst);
        }
        return rows;
    }

    private static void burst(Map<String, String> rows, int burst) throws InterruptedException {
        try (var sessions = new MemorySessions();
                var memory = new MemoryHost(
                        sessions.events(), (latenessNs, durationNs) -> {}, WORLD, PLAYERS, CellTicks.SPEED)) {
            memory.apply(memory.grid(CELLS));
            var players = sessions.players(memory.host(), tokens());
            var process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            var took = new Latencies(PLAYERS);
            var cpuNs = process.getProcessCpuTime();
            var startNs = System.nanoTime();
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                burst(executor, players, took);
            }
            var seconds = (System.nanoTime() - startNs) / 1e9;
            var cpuSeconds = (process.getProcessCpuTime() - cpuNs) / 1e9;
            rows.put(
                    "joins in memory, round " + burst,
                    String.format(
                            Locale.ROOT,
                            "%d of %d, %.0f a second, %.0f per second of processor time, %s, %d records",
                            sessions.size(),
                            PLAYERS,
                            sessions.size() / seconds,
                            sessions.size() / cpuSeconds,
                            took.quantiles(),
                            sessions.recordsAcknowledged()));
        }
    }

    private static SessionTokens tokens() {
        var key = SigningKey.generate();
        var ring = new KeyRing(key.verification(), System::nanoTime);
        ring.add(key.verification());
        return new SessionTokens(key, ring, "u-1", Clock.systemUTC(), Duration.ofHours(1));
    }

    private static void burst(ExecutorService executor, PlayerOperations players, Latencies took)
            throws InterruptedException {
        var free = new Semaphore(AT_ONCE);
        var columns = (int) Math.ceil(Math.sqrt(PLAYERS));
        for (var i = 0; i < PLAYERS; i++) {
            var player = i;
            var x = (player % columns + 0.5) * SIDE / columns;
            var row = player / columns;
            free.acquire();
            executor.execute(() -> {
                var startNs = System.nanoTime();
                var request = new JoinRequest("p" + player, x, (row + 0.5) * SIDE / columns, null, "localhost");
                if (!(players.join(request, MemoryHost.CORRELATION) instanceof JoinResult.Admitted admitted)
                        || players.token(admitted.claims()).isEmpty()) {
                    throw new IllegalStateException("no token");
                }
                took.set(player, System.nanoTime() - startNs);
                free.release();
            });
        }
    }

    /** One value per player; each written by its own thread, read when all have ended. */
    private record Latencies(long[] ns) {
        Latencies(int count) {
            this(new long[count]);
        }

        void set(int player, long valueNs) {
            ns[player] = valueNs;
        }

        String quantiles() {
            var sorted = ns.clone();
            java.util.Arrays.sort(sorted);
            return String.format(
                    Locale.ROOT,
                    "p50 %.0f, p99 %.0f ms",
                    sorted[sorted.length / 2] / 1e6,
                    sorted[(int) (sorted.length * 0.99)] / 1e6);
        }
    }
}
