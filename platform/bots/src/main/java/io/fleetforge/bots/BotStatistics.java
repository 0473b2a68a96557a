package io.fleetforge.bots;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the bots of one run measured. Thread-safe. */
public final class BotStatistics {

    private final List<Long> joinsNs = new ArrayList<>();
    private final List<Long> gapsNs = new ArrayList<>();
    private final List<Long> redirectsNs = new ArrayList<>();
    private final Map<String, Integer> reasons = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger reconnects = new AtomicInteger();
    private final AtomicLong firstJoinNs = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong lastJoinNs = new AtomicLong(Long.MIN_VALUE);

    /** From when the join was due, so that queueing counts. */
    void joined(long dueNs, long atNs) {
        firstJoinNs.accumulateAndGet(dueNs, Math::min);
        lastJoinNs.accumulateAndGet(atNs, Math::max);
        add(joinsNs, atNs - dueNs);
    }

    /** @param reason one of few texts, such as a fault code of the protocol */
    void refused(String reason) {
        refused.incrementAndGet();
        reasons.merge("refused: " + reason, 1, Integer::sum);
    }

    void gap(long ns) {
        add(gapsNs, ns);
    }

    void redirected(long ns) {
        add(redirectsNs, ns);
    }

    void reconnected() {
        reconnects.incrementAndGet();
    }

    void lost(String reason) {
        lost.incrementAndGet();
        reasons.merge("lost: " + reason, 1, Integer::sum);
    }

    int joins() {
        synchronized (joinsNs) {
            return joinsNs.size();
        }
    }

    private static void add(List<Long> values, long value) {
        synchronized (values) {
            values.add(value);
        }
    }

    /** Milliseconds. */
    public record Percentiles(int count, double p50, double p95, double p99, double max) {
        static Percentiles of(List<Long> valuesNs) {
            long[] sorted;
            synchronized (valuesNs) {
                sorted = valuesNs.stream().mapToLong(Long::longValue).toArray();
            }
            Arrays.sort(sorted);
            return new Percentiles(sorted.length, at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
        }

        String line() {
            return String.format(
                    Locale.ROOT, "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms (%d)", p50, p95, p99, max, count);
        }

        private static double at(long[] sorted, double share) {
            if (sorted.length == 0) {
                return 0;
            }
            var index = (int) Math.ceil(share * sorted.length) - 1;
            return Math.round(sorted[Math.clamp(index, 0, sorted.length - 1)] / 10_000.0) / 100.0;
        }
    }

    /**
     * The outcome of a run.
     *
     * @param stalls time between two deltas of one bot
     * @param redirects time from the redirect to the acknowledgement by the next host
     * @param lost sessions that had been acknowledged and could not be resumed
     * @param reasons count of refused and lost bots by reason
     */
    public record Report(
            int players,
            int refused,
            double joinsPerSecond,
            Percentiles joins,
            Percentiles stalls,
            Percentiles redirects,
            int reconnects,
            int lost,
            Map<String, Integer> reasons) {

        /** Whether every player joined and no session was lost. */
        public boolean flawless() {
            return lost == 0 && refused == 0 && joins.count() >= players;
        }

        /** The report as text, one line per measurement. */
        public List<String> lines() {
            var lines = new ArrayList<String>();
            lines.add(String.format(
                    Locale.ROOT,
                    "players    %d, joined %d, refused %d, %.1f joins/s",
                    players,
                    joins.count(),
                    refused,
                    joinsPerSecond));
            lines.add("join       " + joins.line());
            lines.add("stall      " + stalls.line());
            lines.add("redirect   " + redirects.line());
            lines.add(String.format(Locale.ROOT, "reconnects %d, sessions lost %d", reconnects, lost));
            reasons.forEach((reason, count) -> lines.add(String.format(Locale.ROOT, "  %s: %d", reason, count)));
            return lines;
        }
    }

    Report report(int players) {
        var joins = Percentiles.of(joinsNs);
        var seconds = joins.count() == 0 ? 0 : (lastJoinNs.get() - firstJoinNs.get()) / 1e9;
        return new Report(
                players,
                refused.get(),
                seconds <= 0 ? 0 : Math.round(10 * joins.count() / seconds) / 10.0,
                joins,
                Percentiles.of(gapsNs),
                Percentiles.of(redirectsNs),
                reconnects.get(),
                lost.get(),
                new TreeMap<>(reasons));
    }
}
