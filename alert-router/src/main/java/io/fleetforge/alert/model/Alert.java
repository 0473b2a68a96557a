package io.fleetforge.alert.model;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One alert as it was last received. It fires until its end, which lies in the future while its sender repeats it.
 *
 * @param annotations text for users; no part of its identity
 * @param generatorUrl where its sender shows it; empty when none was sent
 * @param updatedAt when the last update was sent
 */
public record Alert(
        LabelSet labels,
        SortedMap<String, String> annotations,
        Instant startsAt,
        Instant endsAt,
        String generatorUrl,
        Instant updatedAt) {

    /** The end of an alert that fires until an update ends it. */
    public static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    public Alert {
        if (labels.values().isEmpty()) {
            throw new IllegalArgumentException("an alert needs at least one label");
        }
        if (endsAt.isBefore(startsAt)) {
            throw new IllegalArgumentException("endsAt %s lies before startsAt %s".formatted(endsAt, startsAt));
        }
        annotations = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    public Alert(Map<String, String> labels, Instant startsAt, Instant endsAt) {
        this(LabelSet.of(labels), new TreeMap<>(), startsAt, endsAt, "", startsAt);
    }

    public String fingerprint() {
        return labels.fingerprint();
    }

    public String name() {
        return labels.get(LabelSet.ALERT_NAME);
    }

    public boolean isFiringAt(Instant now) {
        return endsAt.isAfter(now);
    }

    /**
     * Merges two updates of one alert: it starts with the earlier, and the later one sets its end. An update that
     * overlaps the present one shortens it only when it ends the alert at or before its own time.
     */
    public Alert mergedWith(Alert other) {
        if (other.updatedAt.isBefore(updatedAt)) {
            return other.mergedWith(this);
        }
        var overlaps = !other.startsAt.isAfter(endsAt) && !startsAt.isAfter(other.endsAt);
        if (!overlaps) {
            return other;
        }
        var start = startsAt.isBefore(other.startsAt) ? startsAt : other.startsAt;
        var hasEnded = !other.isFiringAt(other.updatedAt);
        var end = hasEnded || other.endsAt.isAfter(endsAt) || !isFiringAt(other.updatedAt) ? other.endsAt : endsAt;
        return new Alert(labels, other.annotations, start, end, other.generatorUrl, other.updatedAt);
    }
}
