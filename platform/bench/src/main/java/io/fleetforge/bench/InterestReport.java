package io.fleetforge.bench;

import io.fleetforge.bench.InterestCrowd.Spread;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * {@link InterestPass} in forks of JMH, ours beside the best peer of the same run. Of six iterations the fastest counts, for
 * each alike: what else runs on the machine only ever adds.
 */
final class InterestReport implements Measure.Measurement {

    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String[] SIZES = {"100", "1000", "10000", "100000"};
    /** At a fixed area the pairs grow with the square: 100 000 players would be a minute per pass of a peer. */
    private static final String[] FIXED_AREA_SIZES = {"100", "1000", "10000"};

    /** Time and allocation of one index, by number of players. */
    private record Series(Map<Integer, Double> ns, Map<Integer, Double> bytes) {
        Series() {
            this(new TreeMap<>(), new TreeMap<>());
        }
    }

    @Override
    public Map<String, String> run() throws RunnerException {
        var rows = new LinkedHashMap<String, String>();
        report(rows, Spread.UNIFORM, SIZES);
        report(rows, Spread.HOT_SPOT, SIZES);
        report(rows, Spread.FIXED_AREA, FIXED_AREA_SIZES);
        return rows;
    }

    private static void report(Map<String, String> rows, Spread spread, String... sizes) throws RunnerException {
        var options = new OptionsBuilder()
                .include(InterestPass.class.getName())
                .param("players", sizes)
                .param("spread", spread.name())
                .addProfiler(GCProfiler.class)
                .forks(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(6)
                .measurementTime(TimeValue.milliseconds(300))
                .jvmArgs("-XX:+UseSerialGC", "-Xms512m", "-Xmx512m")
                .build();
        var results = new Runner(options).run();
        var grid = series(results, "grid");
        var strTree = series(results, "strTree");
        var quadtree = series(results, "quadtree");
        for (var players : grid.ns().keySet()) {
            var ours = value(grid.ns(), players);
            var best = Math.min(value(strTree.ns(), players), value(quadtree.ns(), players));
            rows.put(
                    String.format(Locale.ROOT, "%s, %d players", spread, players),
                    String.format(
                            Locale.ROOT,
                            "grid %.0f, STRtree %.0f, Quadtree %.0f ns per player; %.1f times the better; %d, %.0f, %.0f B per pass",
                            ours / players,
                            value(strTree.ns(), players) / players,
                            value(quadtree.ns(), players) / players,
                            best / ours,
                            GridAllocation.perPass(InterestCrowd.of(players, spread)),
                            value(strTree.bytes(), players),
                            value(quadtree.bytes(), players)));
        }
        rows.put(
                spread + ", exponent",
                String.format(
                        Locale.ROOT,
                        "grid %.2f, STRtree %.2f, Quadtree %.2f; of the pairs %.2f",
                        LogLog.slope(grid.ns()),
                        LogLog.slope(strTree.ns()),
                        LogLog.slope(quadtree.ns()),
                        LogLog.slope(pairs(spread, grid))));
    }

    private static Series series(Collection<RunResult> results, String benchmark) {
        var series = new Series();
        for (var result : results) {
            if (result.getParams().getBenchmark().endsWith("." + benchmark)) {
                var players = Integer.parseInt(result.getParams().getParam("players"));
                series.ns()
                        .put(players, result.getPrimaryResult().getStatistics().getMin());
                result.getSecondaryResults().forEach((name, secondary) -> {
                    if (name.endsWith(ALLOCATED)) {
                        series.bytes().put(players, secondary.getScore());
                    }
                });
            }
        }
        return series;
    }

    /** How many neighbours there are to find: the work that no index can avoid. */
    private static Map<Integer, Double> pairs(Spread spread, Series sizes) {
        var pairs = new TreeMap<Integer, Double>();
        for (var players : sizes.ns().keySet()) {
            var crowd = InterestCrowd.of(players, spread);
            pairs.put(players, (double) SamePairs.require(crowd, NeighbourSearch.grid(crowd)));
        }
        return pairs;
    }

    private static double value(Map<Integer, Double> values, int players) {
        return values.getOrDefault(players, Double.NaN);
    }
}
