package io.fleetforge.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** All measured nanoseconds. One thread records; another reads after the first has ended. */
final class Latenesses {

    private final long[] values;
    private int size;
    private volatile boolean recording;

    Latenesses(int capacity) {
        values = new long[capacity];
    }

    /** Whether to keep further values. */
    void record(boolean on) {
        recording = on;
    }

    void add(long valueNs) {
        if (recording && size < values.length) {
            values[size++] = valueNs;
        }
    }

    int size() {
        return size;
    }

    /** Adds p50, p99, p99.9 and the longest to {@code rows}. */
    void quantiles(Map<String, String> rows, String name) {
        var sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        rows.put(
                name,
                String.format(
                        Locale.ROOT,
                        "p50 %.3f, p99 %.3f, p99.9 %.3f, longest %.1f ms",
                        at(sorted, 0.5),
                        at(sorted, 0.99),
                        at(sorted, 0.999),
                        at(sorted, 1)));
    }

    private static double at(long[] sorted, double quantile) {
        return sorted[(int) Math.max(0, Math.ceil(quantile * sorted.length) - 1)] / 1e6;
    }
}
