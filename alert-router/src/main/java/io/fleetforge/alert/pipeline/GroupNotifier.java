package io.fleetforge.alert.pipeline;

import io.fleetforge.alert.decide.FlushResult;
import io.fleetforge.alert.explain.DecisionExplainer;
import io.fleetforge.alert.group.Decision.Settle;
import io.fleetforge.alert.group.Decision.Tell;
import io.fleetforge.alert.group.Notification.Reason;
import io.fleetforge.alert.group.Notification;
import io.fleetforge.alert.group.NotificationLogEntry;
import io.fleetforge.alert.incident.IncidentOpener;
import io.fleetforge.alert.messaging.DecisionPublisher;
import io.fleetforge.alert.messaging.IncidentLog;
import io.fleetforge.alert.messaging.StatePublisher;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.notify.Dispatcher.Until;
import io.fleetforge.alert.notify.Dispatcher;
import io.fleetforge.alert.notify.MessageFactory;
import io.fleetforge.alert.notify.UndeliveredTracker.Owed;
import io.fleetforge.alert.notify.UndeliveredTracker;
import io.fleetforge.alert.receiver.Integration;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.correlation.CorrelationId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Carries out what a look at a group came to: sends, or opens and goes on with an incident, and writes down what the channel knows from
 * then on. A crash between the two makes one message that is said again with the same key. Thread-safe.
 */
public final class GroupNotifier {

    private static final Logger LOG = Logger.getLogger(GroupNotifier.class);
    private static final Duration SHORTEST_TIME = Duration.ofSeconds(10);
    private static final Duration LATE = Duration.ofMinutes(1);

    private final AlertStore desk;
    private final Dispatcher dispatcher;
    private final MessageFactory messages;
    private final StatePublisher state;
    private final IncidentLog incidents;
    private final DecisionPublisher decisions;
    private final UndeliveredTracker owed;
    private final Clock clock;

    /** Channels of groups that are being told: they are not told a second time meanwhile, the next look sees what is left. */
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /** Where it writes down what it did. */
    public record Books(
            StatePublisher state, IncidentLog incidents, DecisionPublisher decisions, UndeliveredTracker owed) {}

    public GroupNotifier(AlertStore desk, Dispatcher dispatcher, MessageFactory messages, Books books, Clock clock) {
        this.desk = desk;
        this.dispatcher = dispatcher;
        this.messages = messages;
        this.state = books.state();
        this.incidents = books.incidents();
        this.decisions = books.decisions();
        this.owed = books.owed();
        this.clock = clock;
    }

    /** Carries out what is to be told; by the next look at the group this is done or given up. */
    public void carryOut(FlushResult look) {
        var interval = look.interval();
        var deadline = look.at().plus(interval.compareTo(SHORTEST_TIME) < 0 ? SHORTEST_TIME : interval);
        for (var verdict : look.verdicts()) {
            if (verdict.decision() instanceof Settle(var nothing)) {
                state.told(look.group().toString(), verdict.channel().name(), nothing)
                        .whenComplete((done, failure) -> {
                            if (failure != null) {
                                LOG.warnf(
                                        "%s: not written down: %s",
                                        verdict.channel().name(), failure.getMessage());
                            }
                        });
            }
            if (verdict.decision() instanceof Tell(var notification) && underWay.add(place(notification))) {
                tell(verdict.channel(), look, notification, deadline);
            }
        }
        decisions.record(DecisionExplainer.of(look));
    }

    private void tell(Integration channel, FlushResult look, Notification notification, Instant deadline) {
        try {
            attempt(channel, look, notification, deadline)
                    .thenCompose(failure -> settle(notification, look, failure))
                    .whenComplete((done, bug) -> {
                        underWay.remove(place(notification));
                        if (bug != null) {
                            LOG.errorf(bug, "%s: what was told is not written down", notification.receiver());
                        }
                    });
        } catch (RuntimeException e) {
            underWay.remove(place(notification));
            throw e;
        }
    }

    private CompletionStage<Optional<String>> attempt(
            Integration channel, FlushResult look, Notification notification, Instant deadline) {
        return switch (channel) {
            case Integration.OnCall onCall -> open(onCall, notification);
            case Integration.Webhook webhook -> send(webhook, look, notification, deadline);
            case Integration.Slack slack -> send(slack, look, notification, deadline);
            case Integration.PagerDuty pagerDuty -> send(pagerDuty, look, notification, deadline);
            case Integration.Email email -> send(email, look, notification, deadline);
        };
    }

    private CompletionStage<Optional<String>> send(
            Integration channel, FlushResult look, Notification notification, Instant deadline) {
        return dispatcher
                .deliver(channel, messages.of(notification, look.receiver()), until(notification, deadline))
                .thenCompose(failure -> failure.isEmpty()
                        ? CompletableFuture.completedFuture(failure)
                        : fallBack(look, notification, failure.get()));
    }

    /** Somebody else is told that the receiver could not be; the receiver is still owed it. */
    private CompletionStage<Optional<String>> fallBack(FlushResult look, Notification notification, String failure) {
        var routing = desk.ask(now -> now.router().routing());
        var receiver = routing.receivers().get(look.receiver());
        var deadline = look.at().plus(SHORTEST_TIME.multipliedBy(6));
        if (receiver != null && receiver.fallback().isPresent()) {
            var other = receiver.fallback().get();
            routing.receiver(other)
                    .channels()
                    .forEach(channel -> dispatcher
                            .deliver(channel, messages.of(notification, other), until(notification, deadline))
                            .thenAccept(again -> again.ifPresent(
                                    reason -> LOG.errorf("nor was %s told: %s", channel.name(), reason))));
        }
        return CompletableFuture.completedFuture(Optional.of(failure));
    }

    private CompletionStage<Optional<String>> open(Integration.OnCall channel, Notification notification) {
        var group = notification.group().toString();
        var open = desk.ask(now -> now.incidents().openOf(group));
        if (open.isEmpty() && isEndOfWhatIsOver(notification)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        var before = desk.ask(now -> now.incidents().overOf(group));
        var lines = IncidentOpener.of(notification, channel.policy(), open, before);
        var correlation = open.map(incident -> incident.correlationId())
                .flatMap(CorrelationId::parse)
                .or(() -> CorrelationId.parse(lines.incident()))
                .orElseGet(CorrelationId::random);
        return incidents
                .add(lines.incident(), group, lines.entries(), correlation)
                .handle((incident, failure) -> {
                    if (failure != null) {
                        LOG.warnf("incident %s is not written down: %s", lines.incident(), failure.getMessage());
                        return Optional.of("not durable");
                    }
                    LOG.infof("incident %s: %s", lines.incident(), notification.reason());
                    return Optional.empty();
                });
    }

    /** Somebody has resolved the incident already: that its alerts end one by one is no news. */
    private boolean isEndOfWhatIsOver(Notification notification) {
        var isEnd = notification.reason() == Reason.SOME_RESOLVED || notification.reason() == Reason.ALL_RESOLVED;
        return isEnd
                && desk.ask(now -> now.incidents().overOf(notification.group().toString())) > 0;
    }

    private Until until(Notification notification, Instant deadline) {
        return new Until(deadline, () -> isOurs(notification.group().toString()));
    }

    private boolean isOurs(String group) {
        return desk.ask(now -> now.ownership().ownsKey(group));
    }

    private static String place(Notification notification) {
        return notification.receiver() + " " + notification.group();
    }

    private boolean isOwed(String group, String channel) {
        return isOurs(group)
                && desk.ask(now -> now.router().toldOf(group, channel))
                        .filter(told -> !told.owed().isEmpty())
                        .isPresent();
    }

    private CompletionStage<Void> settle(Notification notification, FlushResult look, Optional<String> failure) {
        if (failure.isPresent() && !isOurs(notification.group().toString())) {
            return CompletableFuture.completedFuture(null);
        }
        decisions.record(DecisionExplainer.of(notification, look.receiver(), failure, clock.instant()));
        var group = notification.group().toString();
        var channel = notification.receiver();
        if (failure.isEmpty()) {
            desk.change(now -> now.router().delivered(notification));
            return state.told(group, channel, notification.told());
        }
        var fingerprints =
                notification.firing().stream().map(Alert::fingerprint).collect(Collectors.toSet());
        var owing = desk.ask(now -> {
            var before =
                    now.router().toldOf(group, channel).orElseGet(() -> NotificationLogEntry.nothingBut(fingerprints));
            var after = before.owing(fingerprints);
            now.router().failed(notification, after);
            return after;
        });
        var triedBy = clock.instant().plus(look.interval().multipliedBy(2)).plus(LATE);
        owed.failed(place(notification), new Owed(notification.at(), triedBy, () -> isOwed(group, channel)));
        return state.told(group, channel, owing);
    }
}
