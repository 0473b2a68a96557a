package io.fleetforge.alert.group;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * The last notification of one integration about a group.
 *
 * @param firing fingerprints of the alerts that it reported as firing
 * @param resolved fingerprints of the alerts that it reported as resolved
 * @param undelivered fingerprints of alerts whose notification failed: their end is sent even if they have ended before
 *     the next try
 */
public record NotificationLogEntry(Instant at, Set<String> firing, Set<String> resolved, Set<String> undelivered) {
    public NotificationLogEntry {
        firing = Set.copyOf(firing);
        resolved = Set.copyOf(resolved);
        undelivered = Set.copyOf(undelivered);
    }

    public NotificationLogEntry(Instant at, Set<String> firing, Set<String> resolved) {
        this(at, firing, resolved, Set.of());
    }

    /** The entry of an integration whose first notification failed. */
    public static NotificationLogEntry onlyUndelivered(Set<String> fingerprints) {
        return new NotificationLogEntry(Instant.EPOCH, Set.of(), Set.of(), fingerprints);
    }

    /** This entry, with further alerts whose notification failed. */
    public NotificationLogEntry withUndelivered(Set<String> fingerprints) {
        var all = new HashSet<>(undelivered);
        all.addAll(fingerprints);
        return new NotificationLogEntry(at, firing, resolved, all);
    }

    /** Whether the integration has to be notified of the end of this alert. */
    public boolean awaitsEnd(String fingerprint) {
        return firing.contains(fingerprint) || undelivered.contains(fingerprint);
    }

    public boolean awaitsNothing() {
        return firing.isEmpty() && undelivered.isEmpty();
    }
}
