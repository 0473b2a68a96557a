package io.fleetforge.alert.decide;

import io.fleetforge.alert.decide.FlushResult.IntegrationDecision;
import io.fleetforge.alert.decide.Suppression.Inhibited;
import io.fleetforge.alert.decide.Suppression.Silenced;
import io.fleetforge.alert.group.Decision;
import io.fleetforge.alert.group.Decision.ClearLog;
import io.fleetforge.alert.group.Decision.Notify;
import io.fleetforge.alert.group.Decision.Skip;
import io.fleetforge.alert.group.Decision.SkipReason;
import io.fleetforge.alert.group.DedupPolicy;
import io.fleetforge.alert.group.DedupPolicy.IntegrationSettings;
import io.fleetforge.alert.group.Group;
import io.fleetforge.alert.group.GroupKey;
import io.fleetforge.alert.group.GroupSnapshot;
import io.fleetforge.alert.group.Groups;
import io.fleetforge.alert.group.Notification;
import io.fleetforge.alert.group.NotificationLog;
import io.fleetforge.alert.group.NotificationLogEntry;
import io.fleetforge.alert.inhibit.Inhibition;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.receiver.Integration;
import io.fleetforge.alert.route.Route;
import io.fleetforge.alert.route.Settings;
import io.fleetforge.alert.silence.Silence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides which integrations are notified of which groups, and why. It holds every alert, every silence and the
 * notification log, and flushes the groups that its instance owns. Time is an argument; nothing is sent here. Not
 * thread-safe: it has one writer.
 */
public final class Router {

    private static final Decision MUTED = new Skip(SkipReason.MUTED);

    private final Routing routing;
    private final Predicate<String> isOwned;
    private final KnownAlerts alerts;
    private final Silences silences;
    private final NotificationLog notificationLog;
    private final Inhibition inhibition;
    private final Groups groups;
    private final Map<GroupKey, Map<String, Notification>> inFlight = new HashMap<>();

    /**
     * @param isOwned whether this instance owns a group, by key
     * @param known what was known before the routing file was read
     */
    public Router(Routing routing, Predicate<String> isOwned, RoutingState known) {
        this.routing = routing;
        this.isOwned = isOwned;
        this.alerts = known.alerts();
        this.silences = known.silences();
        this.notificationLog = known.notificationLog();
        this.inhibition = new Inhibition(routing.inhibitRules());
        this.groups = new Groups(key -> isOwned.test(key.toString()));
    }

    /** The state that outlives a change of the routing file. */
    public record RoutingState(KnownAlerts alerts, Silences silences, NotificationLog notificationLog) {
        public static RoutingState empty() {
            return new RoutingState(new KnownAlerts(), new Silences(), new NotificationLog());
        }
    }

    /** Merges an update of an alert, and adds the result to its groups. */
    public void merge(Alert update, Instant now) {
        var alert = alerts.merge(update);
        inhibition.insert(alert, now);
        groups.insert(alert, routing.tree(), now);
    }

    public void removeAlert(String fingerprint) {
        alerts.remove(fingerprint);
    }

    public void putSilence(Silence silence) {
        silences.put(silence);
    }

    public void removeSilence(String id) {
        silences.remove(id);
    }

    /** Records the last notification of an integration, by this or another instance. */
    public void recordNotified(String group, String integration, NotificationLogEntry entry) {
        notificationLog.record(group, integration, entry);
    }

    public void removeLogEntry(String group, String integration) {
        notificationLog.remove(group, integration);
    }

    /** Restores the groups that this instance owns now and drops the others. */
    public void regroup(Instant now) {
        groups.release();
        inFlight.keySet().removeIf(key -> !isOwned.test(key.toString()));
        for (var alert : alerts.all()) {
            inhibition.insert(alert, now);
            for (var route : routing.tree().match(alert.labels())) {
                restore(alert, route, now);
            }
        }
    }

    private void restore(Alert alert, Route route, Instant now) {
        var key = new GroupKey(route.key(), route.groupOf(alert.labels()));
        if (!isOwned.test(key.toString())) {
            return;
        }
        if (alert.isFiringAt(now) || notificationLog.awaitsEnd(key.toString(), alert.fingerprint())) {
            groups.restore(key, route, alert, now);
        }
    }

    /** Flushes every group that is due. */
    public List<FlushResult> flush(Instant now) {
        var results = new ArrayList<FlushResult>();
        for (var group : groups.due(now)) {
            if (isOwned.test(group.key().toString())) {
                results.add(flush(group, now));
            }
        }
        return results;
    }

    /** When the next group is due; empty without a group. */
    public Optional<Instant> nextFlush() {
        return groups.nextFlush();
    }

    private FlushResult flush(Group group, Instant now) {
        var suppressed = new HashMap<String, Suppression>();
        for (var alert : group.alerts()) {
            suppression(alert.labels(), now).ifPresent(suppression -> suppressed.put(alert.fingerprint(), suppression));
        }
        var snapshot = new GroupSnapshot(now, List.copyOf(group.alerts()), suppressed.keySet());
        var decisions = routing.receiver(group.settings().receiver()).integrations().stream()
                .map(integration -> new IntegrationDecision(integration, decide(group, integration, snapshot)))
                .toList();
        apply(group, decisions, now);
        return new FlushResult(
                group.key(),
                group.settings().receiver(),
                group.lastDue(),
                now,
                group.settings().timing().groupInterval(),
                snapshot.alerts(),
                suppressed,
                decisions);
    }

    private void apply(Group group, List<IntegrationDecision> decisions, Instant now) {
        var notifications = new HashMap<String, Notification>();
        for (var each : decisions) {
            switch (each.decision()) {
                case Notify(var notification) ->
                    notifications.put(each.integration().name(), notification);
                case ClearLog(var entry) ->
                    recordNotified(group.key().toString(), each.integration().name(), entry);
                case Skip skip -> {}
            }
        }
        if (!notifications.isEmpty()) {
            inFlight.put(group.key(), notifications);
            return;
        }
        inFlight.remove(group.key());
        var isMuted = decisions.stream().anyMatch(each -> each.decision().equals(MUTED));
        if (!isMuted) { // the ends of a muted group are sent when its route is active again
            group.remove(ended(group, now));
        }
    }

    private static List<Alert> ended(Group group, Instant now) {
        return group.alerts().stream().filter(alert -> !alert.isFiringAt(now)).toList();
    }

    private Decision decide(Group group, Integration integration, GroupSnapshot snapshot) {
        if (!isActive(group.settings(), snapshot.at())) {
            return MUTED;
        }
        var settings = new IntegrationSettings(
                integration.name(),
                integration.sendsResolved(),
                group.settings().timing().repeatInterval());
        var entry = logEntry(group.key().toString(), integration.name()).orElse(null);
        return DedupPolicy.decide(group.key(), settings, snapshot, entry);
    }

    /** Records that a notification was delivered. */
    public void delivered(Notification notification) {
        recordNotified(notification.group().toString(), notification.integration(), notification.logEntry());
        complete(notification, true);
    }

    /**
     * Records that a notification was not delivered.
     *
     * @param entry lists its alerts as undelivered
     */
    public void failed(Notification notification, NotificationLogEntry entry) {
        recordNotified(notification.group().toString(), notification.integration(), entry);
        complete(notification, false);
    }

    private void complete(Notification notification, boolean delivered) {
        var waiting = inFlight.get(notification.group());
        if (waiting == null || !notification.equals(waiting.get(notification.integration()))) {
            return;
        }
        if (!delivered) {
            inFlight.remove(notification.group());
            return;
        }
        waiting.remove(notification.integration());
        if (waiting.isEmpty()) {
            inFlight.remove(notification.group());
            groups.find(notification.group()).ifPresent(group -> group.remove(notification.resolved()));
        }
    }

    /** The last notification of an integration about a group; empty without one. */
    public Optional<NotificationLogEntry> logEntry(String group, String integration) {
        return notificationLog.find(group, integration);
    }

    /** Why notifications for an alert with these labels are suppressed now; empty when they are not. */
    public Optional<Suppression> suppression(LabelSet labels, Instant now) {
        Optional<Suppression> silenced = silences.silencing(labels, now).map(Silenced::new);
        return silenced.or(() -> inhibition.inhibitorOf(labels, now).map(Inhibited::new));
    }

    private boolean isActive(Settings settings, Instant now) {
        if (isWithin(settings.muteTimes(), now)) {
            return false;
        }
        return settings.activeTimes().isEmpty() || isWithin(settings.activeTimes(), now);
    }

    private boolean isWithin(List<String> names, Instant now) {
        return names.stream()
                .flatMap(name -> routing.intervals().getOrDefault(name, List.of()).stream())
                .anyMatch(interval -> interval.contains(now));
    }

    /** Keys of groups of this instance that no longer exist and whose notification log can be removed. */
    public Set<String> finishedGroups() {
        var present = new HashSet<String>();
        groups.keys().forEach(key -> present.add(key.toString()));
        return notificationLog.awaitingNothing(group -> isOwned.test(group) && !present.contains(group));
    }

    public Routing routing() {
        return routing;
    }

    public RoutingState known() {
        return new RoutingState(alerts, silences, notificationLog);
    }

    public Groups groups() {
        return groups;
    }
}
