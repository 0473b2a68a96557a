package io.fleetforge.e2e;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The type and label names of our own metrics in the {@code /metrics} of a process. */
record Exposition(Map<String, String> types, Map<String, Set<String>> labels) {

    private static final Pattern TYPE = Pattern.compile("^# TYPE (fleetforge_\\S+) (\\S+)$", Pattern.MULTILINE);
    private static final Pattern SERIES =
            Pattern.compile("^(fleetforge_[a-z_]+)(?:\\{([^}]*)})? \\S+.*$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Set<String> OF_A_BUCKET = Set.of("le");

    static Exposition parse(String text) {
        var types = new TreeMap<String, String>();
        var type = TYPE.matcher(text);
        while (type.find()) {
            if (!type.group(1).endsWith("_max")) { // Micrometer adds a gauge of the maximum to every timer
                var isCounter =
                        type.group(2).equals("counter"); // OpenMetrics names the family, its series adds the suffix
                types.put(
                        isCounter && !type.group(1).endsWith("_total") ? type.group(1) + "_total" : type.group(1),
                        type.group(2));
            }
        }
        var labels = new TreeMap<String, Set<String>>();
        var series = SERIES.matcher(text);
        while (series.find()) {
            metricOf(series.group(1), types.keySet()).ifPresent(metric -> {
                var names = labels.computeIfAbsent(metric, first -> new TreeSet<>());
                var label = LABEL.matcher(series.group(2) == null ? "" : series.group(2));
                while (label.find()) {
                    if (!OF_A_BUCKET.contains(label.group(1))) {
                        names.add(label.group(1));
                    }
                }
            });
        }
        return new Exposition(types, labels);
    }

    private static Optional<String> metricOf(String series, Set<String> metrics) {
        return metrics.stream()
                .filter(metric ->
                        series.equals(metric) || series.matches(Pattern.quote(metric) + "_(bucket|count|sum)"))
                .findFirst();
    }
}
