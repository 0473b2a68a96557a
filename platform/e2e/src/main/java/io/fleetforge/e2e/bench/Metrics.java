package io.fleetforge.e2e.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

    /** The smallest bucket bound that holds the quantile of what came between two readings. */
    static String quantile(Map<Double, Double> before, Map<Double, Double> after, double quantile) {
        var total = difference(before, after, Double.POSITIVE_INFINITY);
        for (var bound : new TreeMap<>(after).keySet()) {
            if (difference(before, after, bound) >= quantile * total) {
                return Double.isInfinite(bound)
                        ? "above the last bucket"
                        : "<= %s ms (of %.0f)".formatted(bound * 1000, total);
            }
        }
        return "no data";
    }

    private static double difference(Map<Double, Double> before, Map<Double, Double> after, double bound) {
        return after.getOrDefault(bound, 0.0) - before.getOrDefault(bound, 0.0);
    }
}
