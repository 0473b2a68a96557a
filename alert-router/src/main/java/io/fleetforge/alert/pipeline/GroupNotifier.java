package io.fleetforge.alert.pipeline;

import io.fleetforge.alert.decide.FlushResult;
import io.fleetforge.alert.group.Decision.ClearLog;
import io.fleetforge.alert.group.Decision.Notify;
import io.fleetforge.alert.group.Decision.Skip;
import io.fleetforge.alert.group.Notification;
import io.fleetforge.alert.notify.Dispatcher;
import io.fleetforge.alert.notify.Dispatcher.Until;
import io.fleetforge.alert.notify.MessageFactory;
import io.fleetforge.alert.receiver.Integration;
import io.fleetforge.alert.store.AlertStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Carries out the decisions of a flush: sends notifications or updates an incident, then records the outcome. A crash
 * between the two repeats one notification with the same key. Thread-safe.
 */
public final class GroupNotifier {

    private static final Logger LOG = Logger.getLogger(GroupNotifier.class);
    private static final Duration MIN_DEADLINE = Duration.ofSeconds(10);
    private static final Duration FALLBACK_DEADLINE = Duration.ofMinutes(1);

    private final AlertStore store;
    private final Dispatcher dispatcher;
    private final MessageFactory messages;
    private final IncidentRecorder incidents;
    private final DeliveryRecorder deliveries;

    /** Keys of notifications in flight: an integration has one per group at a time, a later flush sends what is left. */
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();

    public GroupNotifier(
            AlertStore store,
            Dispatcher dispatcher,
            MessageFactory messages,
            IncidentRecorder incidents,
            DeliveryRecorder deliveries) {
        this.store = store;
        this.dispatcher = dispatcher;
        this.messages = messages;
        this.incidents = incidents;
        this.deliveries = deliveries;
    }

    /** Starts the notifications of a flush; each is delivered or abandoned by the next flush of the group. */
    public void carryOut(FlushResult flush) {
        for (var each : flush.decisions()) {
            switch (each.decision()) {
                case ClearLog(var entry) -> deliveries.cleared(flush.group(), each.integration(), entry);
                case Notify(var notification) -> {
                    if (inFlight.add(DeliveryRecorder.key(notification))) {
                        notify(each.integration(), flush, notification);
                    }
                }
                case Skip skip -> {}
            }
        }
        deliveries.skipped(flush);
    }

    private void notify(Integration integration, FlushResult flush, Notification notification) {
        try {
            attempt(integration, flush, notification)
                    .thenCompose(failure -> deliveries.attempted(notification, flush, failure))
                    .whenComplete((done, bug) -> {
                        inFlight.remove(DeliveryRecorder.key(notification));
                        if (bug != null) {
                            LOG.errorf(bug, "%s: outcome of a notification not recorded", notification.integration());
                        }
                    });
        } catch (RuntimeException e) {
            inFlight.remove(DeliveryRecorder.key(notification));
            throw e;
        }
    }

    private CompletionStage<Optional<String>> attempt(
            Integration integration, FlushResult flush, Notification notification) {
        return switch (integration) {
            case Integration.OnCall onCall -> incidents.record(onCall, notification);
            case Integration.Webhook webhook -> send(webhook, flush, notification);
            case Integration.Slack slack -> send(slack, flush, notification);
            case Integration.PagerDuty pagerDuty -> send(pagerDuty, flush, notification);
            case Integration.Email email -> send(email, flush, notification);
        };
    }

    private CompletionStage<Optional<String>> send(
            Integration integration, FlushResult flush, Notification notification) {
        var interval = flush.interval();
        var deadline = flush.at().plus(interval.compareTo(MIN_DEADLINE) < 0 ? MIN_DEADLINE : interval);
        return dispatcher
                .deliver(integration, messages.of(notification, flush.receiver()), until(notification, deadline))
                .thenCompose(failure -> failure.isEmpty()
                        ? CompletableFuture.completedFuture(failure)
                        : fallBack(flush, notification, failure.get()));
    }

    /** Notifies the fallback receiver; the notification stays undelivered for the receiver itself. */
    private CompletionStage<Optional<String>> fallBack(FlushResult flush, Notification notification, String failure) {
        var routing = store.call(state -> state.routing());
        var receiver = routing.receivers().get(flush.receiver());
        var deadline = flush.at().plus(FALLBACK_DEADLINE);
        if (receiver != null && receiver.fallback().isPresent()) {
            var fallback = receiver.fallback().get();
            routing.receiver(fallback)
                    .integrations()
                    .forEach(integration -> dispatcher
                            .deliver(integration, messages.of(notification, fallback), until(notification, deadline))
                            .thenAccept(again -> again.ifPresent(
                                    reason -> LOG.errorf("fallback %s not notified: %s", integration.name(), reason))));
        }
        return CompletableFuture.completedFuture(Optional.of(failure));
    }

    private Until until(Notification notification, Instant deadline) {
        return new Until(deadline, () -> store.owns(notification.group().toString()));
    }
}
