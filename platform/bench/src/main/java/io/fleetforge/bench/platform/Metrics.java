package io.fleetforge.bench.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Histograms of a service, read from its own {@code /metrics}. */
final class Metrics {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    Metrics(String address) {
        this.address = address;
    }

    /** Cumulative counts by upper bound in seconds, summed over the other labels. */
    Map<Double, Double> buckets(String histogram) throws IOException, InterruptedException {
        var text = http.send(
                        HttpRequest.newBuilder(URI.create("http://" + address + ":8080/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        var buckets = new TreeMap<Double, Double>();
        var line = Pattern.compile(Pattern.quote(histogram) + "_bucket\\{[^}]*le=\"([^\"]+)\"[^}]*\\} ([0-9.E+]+)");
        for (var found = line.matcher(text); found.find(); ) {
            var bound = found.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(found.group(1));
            buckets.merge(bound, Double.parseDouble(found.group(2)), Double::sum);
        }
        return buckets;
    }

    /**
     * The quantile of the observations between two readings, linear within its bucket as {@code histogram_quantile} is; a
     * value in the first bucket or above the last is reported as such.
     */
    static String quantile(Map<Double, Double> before, Map<Double, Double> after, double quantile) {
        var rank = quantile * count(before, after);
        var lower = 0.0;
        var below = 0.0;
        for (var bound : new TreeMap<>(after).keySet()) {
            var upTo = difference(before, after, bound);
            if (upTo >= rank && upTo > 0) {
                if (lower == 0.0) {
                    return "under %s ms".formatted(bound * 1000);
                }
                return Double.isInfinite(bound)
                        ? "above %s ms".formatted(lower * 1000)
                        : String.format(
                                Locale.ROOT,
                                "%.2f ms",
                                1000 * (lower + (bound - lower) * (rank - below) / (upTo - below)));
            }
            lower = bound;
            below = upTo;
        }
        return "no data";
    }

    /** How many values came between two readings. */
    static double count(Map<Double, Double> before, Map<Double, Double> after) {
        return difference(before, after, Double.POSITIVE_INFINITY);
    }

    private static double difference(Map<Double, Double> before, Map<Double, Double> after, double bound) {
        return after.getOrDefault(bound, 0.0) - before.getOrDefault(bound, 0.0);
    }
}
