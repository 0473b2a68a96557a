package io.fleetforge.alert.group;

import io.fleetforge.alert.model.Alert;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group at the instant of a flush.
 *
 * @param alerts all of the group, oldest first
 * @param suppressed fingerprints of alerts that are silenced or inhibited
 */
public record GroupSnapshot(Instant at, List<Alert> alerts, Set<String> suppressed) {

    private static final Comparator<Alert> OLDEST_FIRST =
            Comparator.comparing(Alert::startsAt).thenComparing(Alert::fingerprint);

    public GroupSnapshot {
        alerts = alerts.stream().sorted(OLDEST_FIRST).toList();
        suppressed = Set.copyOf(suppressed);
    }

    List<Alert> firing() {
        return alerts.stream()
                .filter(alert -> alert.isFiringAt(at) && !isSuppressed(alert))
                .toList();
    }

    /** Alerts that have ended; a suppressed one only when {@code entry} still awaits its end. */
    List<Alert> resolved(@Nullable NotificationLogEntry entry) {
        return alerts.stream()
                .filter(alert -> !alert.isFiringAt(at))
                .filter(alert -> !isSuppressed(alert) || (entry != null && entry.awaitsEnd(alert.fingerprint())))
                .toList();
    }

    boolean anySuppressed() {
        return alerts.stream().anyMatch(this::isSuppressed);
    }

    private boolean isSuppressed(Alert alert) {
        return suppressed.contains(alert.fingerprint());
    }
}
