package io.fleetforge.alert.model;

import io.fleetforge.contracts.hash.Fnv1a;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Labels of an alert or of a group, by name. A label with an empty value equals a missing one, as in Prometheus, and is
 * dropped. Immutable.
 */
public record LabelSet(SortedMap<String, String> values) {

    public static final LabelSet EMPTY = new LabelSet(new TreeMap<>());
    public static final String ALERT_NAME = "alertname";

    private static final int SEPARATOR = 0xff;

    public LabelSet {
        var kept = new TreeMap<String, String>();
        values.forEach((name, value) -> {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a label needs a name");
            }
            if (!value.isEmpty()) {
                kept.put(name, value);
            }
        });
        values = java.util.Collections.unmodifiableSortedMap(kept);
    }

    public static LabelSet of(Map<String, String> values) {
        return new LabelSet(new TreeMap<>(values));
    }

    /** The value of a label; empty when there is none. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** The labels whose names are in {@code names}. */
    public LabelSet only(Collection<String> names) {
        var kept = new TreeMap<String, String>();
        names.forEach(name -> kept.put(name, get(name)));
        return new LabelSet(kept);
    }

    /** The labels that both have with the same value. */
    public LabelSet common(LabelSet other) {
        var kept = new TreeMap<>(values);
        kept.entrySet().removeIf(entry -> !other.get(entry.getKey()).equals(entry.getValue()));
        return new LabelSet(kept);
    }

    /**
     * Identifies these labels as Prometheus and Alertmanager do: FNV-1a over the sorted names and values, 64 bits,
     * sixteen hex digits.
     */
    public String fingerprint() {
        var hash = Fnv1a.OFFSET;
        for (var entry : values.entrySet()) {
            hash = mix(mix(hash, entry.getKey()), entry.getValue());
        }
        return HexFormat.of().toHexDigits(hash);
    }

    private static long mix(long hash, String text) {
        var mixed = hash;
        for (var each : text.getBytes(StandardCharsets.UTF_8)) {
            mixed = Fnv1a.add(mixed, each & 0xff);
        }
        return Fnv1a.add(mixed, SEPARATOR);
    }

    /** As Prometheus writes labels: <code>{a="b", c="d"}</code>. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + MatcherSyntax.quote(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
