package io.fleetforge.alert.pipeline;

import io.fleetforge.alert.decide.FlushResult;
import io.fleetforge.alert.explain.DecisionExplainer;
import io.fleetforge.alert.group.GroupKey;
import io.fleetforge.alert.group.Notification;
import io.fleetforge.alert.group.NotificationLogEntry;
import io.fleetforge.alert.messaging.DecisionPublisher;
import io.fleetforge.alert.messaging.StatePublisher;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.notify.UndeliveredTracker;
import io.fleetforge.alert.notify.UndeliveredTracker.Undelivered;
import io.fleetforge.alert.receiver.Integration;
import io.fleetforge.alert.store.AlertStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Records outcomes of notifications: in the notification log, the decision log and the tracker of undelivered ones.
 * Thread-safe.
 */
public final class DeliveryRecorder {

    private static final Logger LOG = Logger.getLogger(DeliveryRecorder.class);
    private static final Duration RETRY_GRACE = Duration.ofMinutes(1);

    private final AlertStore store;
    private final StatePublisher publisher;
    private final DecisionPublisher decisions;
    private final UndeliveredTracker undelivered;
    private final Clock clock;

    public DeliveryRecorder(
            AlertStore store,
            StatePublisher publisher,
            DecisionPublisher decisions,
            UndeliveredTracker undelivered,
            Clock clock) {
        this.store = store;
        this.publisher = publisher;
        this.decisions = decisions;
        this.undelivered = undelivered;
        this.clock = clock;
    }

    /** Identifies the notifications of one integration about one group. */
    static String key(Notification notification) {
        return notification.integration() + " " + notification.group();
    }

    /** Records why a flush sends no notification for some of its alerts. */
    void skipped(FlushResult flush) {
        decisions.record(DecisionExplainer.of(flush));
    }

    /** Publishes the log entry of an integration that receives no resolved alerts. */
    void cleared(GroupKey group, Integration integration, NotificationLogEntry entry) {
        publisher.notified(group.toString(), integration.name(), entry).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warnf("%s: log entry not written: %s", integration.name(), failure.getMessage());
            }
        });
    }

    /**
     * Records the outcome of a notification.
     *
     * @param failure why it was not delivered; empty when it was
     * @return completes when the log entry is durable
     */
    CompletionStage<Void> attempted(Notification notification, FlushResult flush, Optional<String> failure) {
        var group = notification.group().toString();
        if (failure.isPresent() && !store.owns(group)) {
            return CompletableFuture.completedFuture(null);
        }
        decisions.record(DecisionExplainer.of(notification, flush.receiver(), failure, clock.instant()));
        if (failure.isEmpty()) {
            store.update(state -> state.router().delivered(notification));
            return publisher.notified(group, notification.integration(), notification.logEntry());
        }
        var entry = failed(notification);
        var retryBy = clock.instant().plus(flush.interval().multipliedBy(2)).plus(RETRY_GRACE);
        undelivered.failed(
                key(notification), new Undelivered(notification.at(), retryBy, () -> isUndelivered(notification)));
        return publisher.notified(group, notification.integration(), entry);
    }

    private NotificationLogEntry failed(Notification notification) {
        var fingerprints =
                notification.firing().stream().map(Alert::fingerprint).collect(Collectors.toSet());
        return store.call(state -> {
            var entry = state.router()
                    .logEntry(notification.group().toString(), notification.integration())
                    .orElseGet(() -> NotificationLogEntry.onlyUndelivered(fingerprints))
                    .withUndelivered(fingerprints);
            state.router().failed(notification, entry);
            return entry;
        });
    }

    private boolean isUndelivered(Notification notification) {
        var group = notification.group().toString();
        return store.owns(group)
                && store.call(state -> state.router().logEntry(group, notification.integration()))
                        .filter(entry -> !entry.undelivered().isEmpty())
                        .isPresent();
    }
}
