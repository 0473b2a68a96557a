package io.fleetforge.alert.decide;

import io.fleetforge.alert.decide.FlushResult.Verdict;
import io.fleetforge.alert.decide.Suppression.Inhibited;
import io.fleetforge.alert.decide.Suppression.Silenced;
import io.fleetforge.alert.group.Decision.Quiet;
import io.fleetforge.alert.group.Decision.Settle;
import io.fleetforge.alert.group.Decision.Tell;
import io.fleetforge.alert.group.Decision.Why;
import io.fleetforge.alert.group.Decision;
import io.fleetforge.alert.group.DedupPolicy.Looked;
import io.fleetforge.alert.group.DedupPolicy.Wish;
import io.fleetforge.alert.group.DedupPolicy;
import io.fleetforge.alert.group.Group;
import io.fleetforge.alert.group.GroupKey;
import io.fleetforge.alert.group.Groups;
import io.fleetforge.alert.group.Notification;
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
 * Decides who is told of what, and why. It knows every alert, silence and what channels were told, and looks at the groups that
 * are its own. The moment is an argument; nothing is sent here. Not thread-safe: it has one writer.
 */
public final class Router {

    private static final Decision MUTED = new Quiet(Why.OUTSIDE_ITS_TIMES);

    private final Routing routing;
    private final Predicate<String> mine;
    private final KnownAlerts alerts;
    private final Silences silences;
    private final Map<String, Map<String, NotificationLogEntry>> told;
    private final Inhibition inhibition;
    private final Groups groups;
    private final Map<GroupKey, Map<String, Notification>> underWay = new HashMap<>();

    /**
     * @param mine which groups, by key, are looked at here
     * @param known what was there before the routing file was read
     */
    public Router(Routing routing, Predicate<String> mine, Known known) {
        this.routing = routing;
        this.mine = mine;
        this.alerts = known.alerts();
        this.silences = known.silences();
        this.told = known.told();
        this.inhibition = new Inhibition(routing.inhibitRules());
        this.groups = new Groups(key -> mine.test(key.toString()));
    }

    /**
     * What outlives a change of the routing file.
     *
     * @param told by group and channel
     */
    public record Known(KnownAlerts alerts, Silences silences, Map<String, Map<String, NotificationLogEntry>> told) {
        public static Known nothing() {
            return new Known(new KnownAlerts(), new Silences(), new HashMap<>());
        }
    }

    /** Takes a word about an alert in. */
    public void take(Alert word, Instant now) {
        var alert = alerts.take(word);
        inhibition.insert(alert, now);
        groups.insert(alert, routing.tree(), now);
    }

    public void forget(String fingerprint) {
        alerts.forget(fingerprint);
    }

    public void put(Silence silence) {
        silences.put(silence);
    }

    public void removeSilence(String id) {
        silences.remove(id);
    }

    /** Takes in what a channel was told, also by another instance. */
    public void told(String group, String channel, NotificationLogEntry what) {
        told.computeIfAbsent(group, first -> new HashMap<>())
                .merge(channel, what, (before, after) -> after.at().isBefore(before.at()) ? before : after);
    }

    public void forgetTold(String group, String channel) {
        told.computeIfPresent(group, (key, channels) -> {
            channels.remove(channel);
            return channels.isEmpty() ? null : channels;
        });
    }

    /** Takes up the groups that are its own now and lets go of the others. */
    public void regroup(Instant now) {
        groups.release();
        underWay.keySet().removeIf(key -> !mine.test(key.toString()));
        for (var alert : alerts.all()) {
            inhibition.insert(alert, now);
            for (var route : routing.tree().match(alert.labels())) {
                restore(alert, route, now);
            }
        }
    }

    private void restore(Alert alert, Route route, Instant now) {
        var key = new GroupKey(route.key(), route.groupOf(alert.labels()));
        if (!mine.test(key.toString())) {
            return;
        }
        var isAwaited = told.getOrDefault(key.toString(), Map.of()).values().stream()
                .anyMatch(what -> what.firing().contains(alert.fingerprint())
                        || what.owed().contains(alert.fingerprint()));
        if (alert.isFiringAt(now) || isAwaited) {
            groups.restore(key, route, alert, now);
        }
    }

    /** Looks at every group that is due. */
    public List<FlushResult> look(Instant now) {
        var looks = new ArrayList<FlushResult>();
        for (var group : groups.due(now)) {
            if (mine.test(group.key().toString())) {
                looks.add(look(group, now));
            }
        }
        return looks;
    }

    /** When something is due next; empty while there is no group. */
    public Optional<Instant> nextLook() {
        return groups.nextLook();
    }

    private FlushResult look(Group group, Instant now) {
        var suppressed = new HashMap<String, Suppression>();
        for (var alert : group.alerts()) {
            suppression(alert.labels(), now).ifPresent(why -> suppressed.put(alert.fingerprint(), why));
        }
        var looked = new Looked(now, List.copyOf(group.alerts()), suppressed.keySet());
        var channels = routing.receiver(group.settings().receiver()).channels();
        var verdicts = channels.stream()
                .map(channel -> new Verdict(channel, decide(group, channel, looked)))
                .toList();
        var tells = new HashMap<String, Notification>();
        for (var verdict : verdicts) {
            switch (verdict.decision()) {
                case Tell(var notification) -> tells.put(verdict.channel().name(), notification);
                case Settle(var nothing) ->
                    told(group.key().toString(), verdict.channel().name(), nothing);
                case Quiet quiet -> {}
            }
        }
        var isMuted = verdicts.stream().anyMatch(verdict -> verdict.decision().equals(MUTED));
        if (tells.isEmpty()) {
            underWay.remove(group.key());
            if (!isMuted) { // else their ends are told when it is the route's time again
                group.forget(ended(group, now));
            }
        } else {
            underWay.put(group.key(), tells);
        }
        return new FlushResult(
                group.key(),
                group.settings().receiver(),
                group.lastDue(),
                now,
                group.settings().timing().groupInterval(),
                looked.alerts(),
                suppressed,
                verdicts);
    }

    private static List<Alert> ended(Group group, Instant now) {
        return group.alerts().stream().filter(alert -> !alert.isFiringAt(now)).toList();
    }

    private Decision decide(Group group, Integration channel, Looked looked) {
        if (!isItsTime(group.settings(), looked.at())) {
            return MUTED;
        }
        var wish = new Wish(
                channel.name(),
                channel.sendsResolved(),
                group.settings().timing().repeatInterval());
        var before = told.getOrDefault(group.key().toString(), Map.of()).get(channel.name());
        return DedupPolicy.decide(group.key(), wish, looked, before);
    }

    /** Takes in that a notification has reached its channel. */
    public void delivered(Notification notification) {
        told(notification.group().toString(), notification.receiver(), notification.told());
        settle(notification, true);
    }

    /** Takes in that a notification will not reach its channel: what it tells of is owed. */
    public void failed(Notification notification, NotificationLogEntry now) {
        told(notification.group().toString(), notification.receiver(), now);
        settle(notification, false);
    }

    private void settle(Notification notification, boolean delivered) {
        var waiting = underWay.get(notification.group());
        if (waiting == null || !notification.equals(waiting.get(notification.receiver()))) {
            return;
        }
        if (!delivered) {
            underWay.remove(notification.group());
            return;
        }
        waiting.remove(notification.receiver());
        if (waiting.isEmpty()) {
            underWay.remove(notification.group());
            groups.find(notification.group()).ifPresent(group -> group.forget(notification.resolved()));
        }
    }

    /** What a channel was told of a group last; empty when nothing is known. */
    public Optional<NotificationLogEntry> toldOf(String group, String channel) {
        return Optional.ofNullable(told.getOrDefault(group, Map.of()).get(channel));
    }

    /** Why these labels would not be told now; empty when they would. */
    public Optional<Suppression> suppression(LabelSet labels, Instant now) {
        Optional<Suppression> silenced = silences.silencing(labels, now).map(Silenced::new);
        return silenced.or(() -> inhibition.inhibitorOf(labels, now).map(Inhibited::new));
    }

    private boolean isItsTime(Settings settings, Instant now) {
        if (isWithin(settings.mutedDuring(), now)) {
            return false;
        }
        return settings.activeDuring().isEmpty() || isWithin(settings.activeDuring(), now);
    }

    private boolean isWithin(List<String> names, Instant now) {
        return names.stream()
                .flatMap(name -> routing.intervals().getOrDefault(name, List.of()).stream())
                .anyMatch(interval -> interval.contains(now));
    }

    /** Groups whose channels were told something, and that are no more: nobody needs to remember that. */
    public Set<String> toldOfNothing() {
        var gone = new HashSet<String>();
        var present = new HashSet<String>();
        groups.keys().forEach(key -> present.add(key.toString()));
        told.forEach((group, channels) -> {
            var isQuiet = channels.values().stream()
                    .allMatch(what -> what.firing().isEmpty() && what.owed().isEmpty());
            if (isQuiet && mine.test(group) && !present.contains(group)) {
                gone.add(group);
            }
        });
        return gone;
    }

    public Routing routing() {
        return routing;
    }

    public Known known() {
        return new Known(alerts, silences, told);
    }

    public Groups groups() {
        return groups;
    }
}
