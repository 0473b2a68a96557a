package io.fleetforge.alert.group;

import io.fleetforge.alert.group.Decision.Quiet;
import io.fleetforge.alert.group.Decision.Settle;
import io.fleetforge.alert.group.Decision.Tell;
import io.fleetforge.alert.group.Decision.Why;
import io.fleetforge.alert.group.Notification.Reason;
import io.fleetforge.alert.model.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a receiver is told of a group now, by what it was told last. As Alertmanager decides, but for one thing: the end of
 * an alert that the receiver was told of is told even if the alert is suppressed by then. Whatever was opened is closed.
 */
public final class DedupPolicy {

    private DedupPolicy() {}

    /**
     * What a receiver wants to hear.
     *
     * @param resolved whether it is told of ends at all
     * @param repeatAfter until it is told the same again
     */
    public record Wish(String receiver, boolean resolved, Duration repeatAfter) {}

    /**
     * @param alerts all of the group
     * @param suppressed fingerprints of those that are silenced or inhibited
     * @param told what the receiver was told last; null when nothing is known
     */
    public static Decision decide(GroupKey group, Wish wish, Looked looked, @Nullable NotificationLogEntry told) {
        var firing = looked.firing();
        var resolved = looked.resolved(told);
        var reason = reason(wish, firing, resolved, looked.at(), told);
        if (reason.isEmpty() && !wish.resolved() && told != null && firing.isEmpty() && !resolved.isEmpty()) {
            if (!told.firing().isEmpty() || !told.owed().isEmpty()) {
                return new Settle(new NotificationLogEntry(looked.at(), Set.of(), fingerprints(resolved)));
            }
        }
        if (reason.isEmpty()) {
            return new Quiet(
                    told == null && firing.isEmpty() && looked.anySuppressed()
                            ? Why.ALL_SUPPRESSED
                            : told == null ? Why.NEVER_FIRED_LONG_ENOUGH : Why.NOTHING_NEW);
        }
        return new Tell(new Notification(
                group,
                wish.receiver(),
                reason.get(),
                looked.at(),
                told == null ? Instant.EPOCH : told.at(),
                firing,
                wish.resolved() ? resolved : List.of()));
    }

    /** A group at a moment. */
    public record Looked(Instant at, List<Alert> alerts, Set<String> suppressed) {

        private static final Comparator<Alert> OLDEST_FIRST =
                Comparator.comparing(Alert::startsAt).thenComparing(Alert::fingerprint);

        public Looked {
            alerts = alerts.stream().sorted(OLDEST_FIRST).toList();
            suppressed = Set.copyOf(suppressed);
        }

        List<Alert> firing() {
            return alerts.stream()
                    .filter(alert -> alert.isFiringAt(at) && !suppressed.contains(alert.fingerprint()))
                    .toList();
        }

        List<Alert> resolved(@Nullable NotificationLogEntry told) {
            return alerts.stream()
                    .filter(alert -> !alert.isFiringAt(at))
                    .filter(alert -> !suppressed.contains(alert.fingerprint()) || isAwaited(told, alert))
                    .toList();
        }

        private static boolean isAwaited(@Nullable NotificationLogEntry told, Alert alert) {
            return told != null
                    && (told.firing().contains(alert.fingerprint())
                            || told.owed().contains(alert.fingerprint()));
        }

        boolean anySuppressed() {
            return alerts.stream().anyMatch(alert -> suppressed.contains(alert.fingerprint()));
        }
    }

    private static Optional<Reason> reason(
            Wish wish, List<Alert> firing, List<Alert> resolved, Instant now, @Nullable NotificationLogEntry told) {
        if (told == null) {
            return firing.isEmpty() ? Optional.empty() : Optional.of(Reason.FIRST);
        }
        if (!told.firing().containsAll(fingerprints(firing))) {
            return Optional.of(told.firing().isEmpty() ? Reason.FIRST : Reason.NEW_ALERTS);
        }
        if (firing.isEmpty()) {
            // Fired and ended between two looks: the receiver does not know of it, unless it could not be told in time.
            var isAwaited = !told.firing().isEmpty()
                    || resolved.stream().anyMatch(alert -> told.owed().contains(alert.fingerprint()));
            return !isAwaited || resolved.isEmpty() || !wish.resolved()
                    ? Optional.empty()
                    : Optional.of(Reason.ALL_RESOLVED);
        }
        if (wish.resolved() && !told.resolved().containsAll(fingerprints(resolved))) {
            return Optional.of(Reason.SOME_RESOLVED);
        }
        return told.at().isAfter(now.minus(wish.repeatAfter())) ? Optional.empty() : Optional.of(Reason.REPEATED);
    }

    private static Set<String> fingerprints(List<Alert> alerts) {
        return alerts.stream().map(Alert::fingerprint).collect(Collectors.toUnmodifiableSet());
    }
}
