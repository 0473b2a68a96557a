package io.fleetforge.bench.platform;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Exact quantiles of a few measured values. */
final class Samples {

    private Samples() {}

    /** Adds p50, p95, p99 and the maximum of {@code values}, milliseconds, to {@code rows}. */
    static void quantiles(Map<String, String> rows, String name, double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        rows.put(name + " p50", milliseconds(at(sorted, 0.50)));
        rows.put(name + " p95", milliseconds(at(sorted, 0.95)));
        rows.put(name + " p99", milliseconds(at(sorted, 0.99)));
        rows.put(name + " max", milliseconds(sorted[sorted.length - 1]));
    }

    private static double at(double[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(quantile * sorted.length) - 1)];
    }

    private static String milliseconds(double value) {
        return String.format(Locale.ROOT, "%.0f ms", value);
    }
}
