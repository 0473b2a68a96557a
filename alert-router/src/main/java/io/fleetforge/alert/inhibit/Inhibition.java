package io.fleetforge.alert.inhibit;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Indexes the alerts that can inhibit others, by rule and by the labels that both must agree in, so that a query costs
 * one map access per rule. Every instance holds all of them. Not thread-safe: it has one writer.
 */
public final class Inhibition {

    private final List<Index> indexes;

    private record Index(InhibitRule rule, Map<LabelSet, Map<String, Alert>> sources) {}

    public Inhibition(List<InhibitRule> rules) {
        this.indexes =
                rules.stream().map(rule -> new Index(rule, new HashMap<>())).toList();
    }

    /** Adds an alert while it fires, and removes it when it has ended. */
    public void insert(Alert alert, Instant now) {
        for (var index : indexes) {
            if (!index.rule().isSource(alert.labels())) {
                continue;
            }
            var shared = index.rule().shared(alert.labels());
            if (alert.isFiringAt(now)) {
                index.sources()
                        .computeIfAbsent(shared, labels -> new HashMap<>())
                        .put(alert.fingerprint(), alert);
            } else {
                index.sources().computeIfPresent(shared, (labels, alerts) -> {
                    alerts.remove(alert.fingerprint());
                    return alerts.isEmpty() ? null : alerts;
                });
            }
        }
    }

    /** The rule and the alert that inhibit an alert with these labels now; empty when none does. */
    public Optional<Inhibitor> inhibitorOf(LabelSet labels, Instant now) {
        for (var index : indexes) {
            var rule = index.rule();
            if (!rule.isTarget(labels)) {
                continue;
            }
            var isSourceToo = rule.isSource(labels);
            var inhibitor = index.sources().getOrDefault(rule.shared(labels), Map.of()).values().stream()
                    .filter(source -> source.isFiringAt(now))
                    .filter(source -> !source.labels().equals(labels))
                    .filter(source -> !isSourceToo || !rule.isTarget(source.labels()))
                    .findAny();
            if (inhibitor.isPresent()) {
                return Optional.of(new Inhibitor(rule.name(), inhibitor.get()));
            }
        }
        return Optional.empty();
    }

    /** The rule, and the source alert that fires. */
    public record Inhibitor(String rule, Alert source) {}
}
