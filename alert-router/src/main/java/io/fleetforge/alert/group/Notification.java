package io.fleetforge.alert.group;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One message about a group to one receiver.
 *
 * @param previous when the channel was last told; the beginning of time when never
 * @param reason why it is sent, for the log of decisions
 * @param firing oldest first
 * @param resolved oldest first
 */
public record Notification(
        GroupKey group,
        String receiver,
        Reason reason,
        Instant at,
        Instant previous,
        List<Alert> firing,
        List<Alert> resolved) {

    /** Why a group is told. */
    public enum Reason {
        FIRST,
        NEW_ALERTS,
        SOME_RESOLVED,
        ALL_RESOLVED,
        REPEATED
    }

    public Notification {
        firing = List.copyOf(firing);
        resolved = List.copyOf(resolved);
        if (firing.isEmpty() && resolved.isEmpty()) {
            throw new IllegalArgumentException("a notification tells of an alert at least");
        }
    }

    public boolean isResolved() {
        return firing.isEmpty();
    }

    /** Those that fire, then those that have ended. */
    public List<Alert> alerts() {
        return java.util.stream.Stream.concat(firing.stream(), resolved.stream())
                .toList();
    }

    /** The labels that all of its alerts have. */
    public LabelSet commonLabels() {
        return alerts().stream().map(Alert::labels).reduce(LabelSet::common).orElseThrow();
    }

    /** What the receiver knows once it has taken this. */
    public NotificationLogEntry told() {
        return new NotificationLogEntry(
                at,
                firing.stream().map(Alert::fingerprint).collect(Collectors.toUnmodifiableSet()),
                resolved.stream().map(Alert::fingerprint).collect(Collectors.toUnmodifiableSet()));
    }
}
