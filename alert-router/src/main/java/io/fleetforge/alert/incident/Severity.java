package io.fleetforge.alert.incident;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Severity of alerts and incidents, from P1, which pages at once, to P4, which informs. */
public enum Severity {
    P1,
    P2,
    P3,
    P4;

    public static final String LABEL = "severity";

    /** The severity of a label; common names of other systems are mapped, and an unknown value is P2. */
    public static Severity of(LabelSet labels) {
        return switch (labels.get(LABEL).toLowerCase(Locale.ROOT)) {
            case "p1", "critical", "emergency", "page" -> P1;
            case "p3", "warning", "ticket" -> P3;
            case "p4", "info", "informational", "none" -> P4;
            case "p2", "error", "high" -> P2;
            default -> P2;
        };
    }

    /** The worst severity of the alerts; P2 without alerts. */
    public static Severity worst(Collection<Alert> alerts) {
        return alerts.stream()
                .map(alert -> of(alert.labels()))
                .min(Comparator.naturalOrder())
                .orElse(P2);
    }

    public boolean isWorseThan(Severity other) {
        return ordinal() < other.ordinal();
    }
}
