package io.fleetforge.bench;

import java.util.Map;

/** Fits growth laws. */
final class LogLog {

    private LogLog() {}

    /** The k of {@code value = c * size^k} that fits best: least squares over the logarithms. */
    static double slope(Map<Integer, Double> values) {
        var n = values.size();
        var sumX = 0.0;
        var sumY = 0.0;
        var sumXy = 0.0;
        var sumXx = 0.0;
        for (var entry : values.entrySet()) {
            var x = Math.log(entry.getKey());
            var y = Math.log(entry.getValue());
            sumX += x;
            sumY += y;
            sumXy += x * y;
            sumXx += x * x;
        }
        return (n * sumXy - sumX * sumY) / (n * sumXx - sumX * sumX);
    }
}
