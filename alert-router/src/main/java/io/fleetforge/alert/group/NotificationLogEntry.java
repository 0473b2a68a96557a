package io.fleetforge.alert.group;

import java.time.Instant;
import java.util.Set;

/**
 * What a channel was last told of a group.
 *
 * @param firing fingerprints of alerts that it knows to fire
 * @param resolved fingerprints of alerts that it was told the end of in that notification
 * @param owed fingerprints of alerts that it should have been told of and could not be: it is told of their end even if they
 *     have ended by then
 */
public record NotificationLogEntry(Instant at, Set<String> firing, Set<String> resolved, Set<String> owed) {
    public NotificationLogEntry {
        firing = Set.copyOf(firing);
        resolved = Set.copyOf(resolved);
        owed = Set.copyOf(owed);
    }

    public NotificationLogEntry(Instant at, Set<String> firing, Set<String> resolved) {
        this(at, firing, resolved, Set.of());
    }

    /** The same, and these alerts could not be told. */
    public NotificationLogEntry owing(Set<String> fingerprints) {
        var all = new java.util.HashSet<>(owed);
        all.addAll(fingerprints);
        return new NotificationLogEntry(at, firing, resolved, all);
    }

    /** Nothing was told yet, but it should have been. */
    public static NotificationLogEntry nothingBut(Set<String> owed) {
        return new NotificationLogEntry(Instant.EPOCH, Set.of(), Set.of(), owed);
    }
}
