package io.fleetforge.alert.group;

import io.fleetforge.alert.group.Decision.ClearLog;
import io.fleetforge.alert.group.Decision.Notify;
import io.fleetforge.alert.group.Decision.Skip;
import io.fleetforge.alert.group.Decision.SkipReason;
import io.fleetforge.alert.group.Notification.Reason;
import io.fleetforge.alert.model.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an integration is notified of a group now, by its last notification. It decides as Alertmanager does,
 * with one exception: the end of an alert that the integration was notified of is sent even if the alert is suppressed
 * by then.
 */
public final class DedupPolicy {

    private DedupPolicy() {}

    /**
     * @param integration its name
     * @param sendsResolved whether resolved alerts are sent to it
     * @param repeatInterval until an unchanged notification is repeated
     */
    public record IntegrationSettings(String integration, boolean sendsResolved, Duration repeatInterval) {}

    /**
     * @param entry the last notification of the integration; null without one
     */
    public static Decision decide(
            GroupKey group,
            IntegrationSettings settings,
            GroupSnapshot snapshot,
            @Nullable NotificationLogEntry entry) {
        var firing = snapshot.firing();
        var resolved = snapshot.resolved(entry);
        var reason = reason(settings, firing, resolved, snapshot.at(), entry);
        if (reason.isEmpty() && !settings.sendsResolved() && entry != null && firing.isEmpty() && !resolved.isEmpty()) {
            if (!entry.awaitsNothing()) {
                return new ClearLog(new NotificationLogEntry(snapshot.at(), Set.of(), fingerprints(resolved)));
            }
        }
        if (reason.isEmpty()) {
            return new Skip(skipReason(firing, snapshot, entry));
        }
        return new Notify(new Notification(
                group,
                settings.integration(),
                reason.get(),
                snapshot.at(),
                entry == null ? Instant.EPOCH : entry.at(),
                firing,
                settings.sendsResolved() ? resolved : List.of()));
    }

    private static SkipReason skipReason(
            List<Alert> firing, GroupSnapshot snapshot, @Nullable NotificationLogEntry entry) {
        if (entry != null) {
            return SkipReason.UNCHANGED;
        }
        return firing.isEmpty() && snapshot.anySuppressed() ? SkipReason.ALL_SUPPRESSED : SkipReason.ENDED_BEFORE_FLUSH;
    }

    private static Optional<Reason> reason(
            IntegrationSettings settings,
            List<Alert> firing,
            List<Alert> resolved,
            Instant now,
            @Nullable NotificationLogEntry entry) {
        if (entry == null) {
            return firing.isEmpty() ? Optional.empty() : Optional.of(Reason.FIRST);
        }
        if (!entry.firing().containsAll(fingerprints(firing))) {
            return Optional.of(entry.firing().isEmpty() ? Reason.FIRST : Reason.NEW_ALERTS);
        }
        if (firing.isEmpty()) {
            // Fired and ended between two flushes: not part of the log, unless its notification failed.
            var isAwaited = !entry.firing().isEmpty()
                    || resolved.stream().anyMatch(alert -> entry.undelivered().contains(alert.fingerprint()));
            return !isAwaited || resolved.isEmpty() || !settings.sendsResolved()
                    ? Optional.empty()
                    : Optional.of(Reason.ALL_RESOLVED);
        }
        if (settings.sendsResolved() && !entry.resolved().containsAll(fingerprints(resolved))) {
            return Optional.of(Reason.SOME_RESOLVED);
        }
        return entry.at().isAfter(now.minus(settings.repeatInterval()))
                ? Optional.empty()
                : Optional.of(Reason.REPEATED);
    }

    private static Set<String> fingerprints(List<Alert> alerts) {
        return alerts.stream().map(Alert::fingerprint).collect(Collectors.toUnmodifiableSet());
    }
}
