package io.fleetforge.alert.group;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One message about a group to one integration.
 *
 * @param reason why it is sent, for the decision log
 * @param previous when the integration was last notified; the epoch without a notification
 * @param firing oldest first
 * @param resolved oldest first
 */
public record Notification(
        GroupKey group,
        String integration,
        Reason reason,
        Instant at,
        Instant previous,
        List<Alert> firing,
        List<Alert> resolved) {

    /** Why a notification is sent. */
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
            throw new IllegalArgumentException("a notification needs at least one alert");
        }
    }

    public boolean isResolved() {
        return firing.isEmpty();
    }

    /** The firing alerts, then the resolved ones. */
    public List<Alert> alerts() {
        return java.util.stream.Stream.concat(firing.stream(), resolved.stream())
                .toList();
    }

    /** The labels that all of its alerts have. */
    public LabelSet commonLabels() {
        return alerts().stream().map(Alert::labels).reduce(LabelSet::common).orElseThrow();
    }

    /** The log entry of the integration after its delivery. */
    public NotificationLogEntry logEntry() {
        return new NotificationLogEntry(
                at,
                firing.stream().map(Alert::fingerprint).collect(Collectors.toUnmodifiableSet()),
                resolved.stream().map(Alert::fingerprint).collect(Collectors.toUnmodifiableSet()));
    }
}
