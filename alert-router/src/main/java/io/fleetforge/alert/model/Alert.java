package io.fleetforge.alert.model;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One alert as it was last told. It fires until its end, which lies in the future while its sender keeps telling it.
 *
 * @param annotations text for people; no part of its identity
 * @param generatorUrl where its sender shows it; empty when it said nothing
 * @param updatedAt when it was told
 */
public record Alert(
        LabelSet labels,
        SortedMap<String, String> annotations,
        Instant startsAt,
        Instant endsAt,
        String generatorUrl,
        Instant updatedAt) {

    /** The end of an alert that fires until it is told otherwise. */
    public static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    public Alert {
        if (labels.values().isEmpty()) {
            throw new IllegalArgumentException("an alert has a label at least");
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
     * What this one and a later word of the same alert say together: it began with the earlier, and the later knows its end.
     * A word that overlaps the present one does not shorten it unless it says that the alert has ended by then.
     */
    public Alert mergedWith(Alert other) {
        if (other.updatedAt.isBefore(updatedAt)) {
            return other.mergedWith(this);
        }
        var overlaps = !other.startsAt.isAfter(endsAt) && !startsAt.isAfter(other.endsAt);
        if (!overlaps) {
            return other;
        }
        var begins = startsAt.isBefore(other.startsAt) ? startsAt : other.startsAt;
        var ended = !other.isFiringAt(other.updatedAt);
        var ends = ended || other.endsAt.isAfter(endsAt) || !isFiringAt(other.updatedAt) ? other.endsAt : endsAt;
        return new Alert(labels, other.annotations, begins, ends, other.generatorUrl, other.updatedAt);
    }
}
