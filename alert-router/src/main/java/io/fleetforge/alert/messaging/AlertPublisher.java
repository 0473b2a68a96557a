package io.fleetforge.alert.messaging;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.store.AlertMessages;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.AlertBatch;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.PartitionClaim;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.util.concurrent.CompletionStage;

/** Writes alerts down: a post as it came, and the last word about each alert. Thread-safe. */
public final class AlertPublisher {

    private final EventPublisher received;
    private final EventPublisher changed;

    /**
     * @param received to the topic of posts
     * @param changed to the topic of alerts
     */
    public AlertPublisher(EventPublisher received, EventPublisher changed) {
        this.received = received;
        this.changed = changed;
    }

    /** One record, so that all of a post is taken or nothing. */
    public CompletionStage<Void> received(AlertBatch batch, CorrelationId correlation) {
        return received.publish(EventType.ALERTS_RECEIVED, correlation.value(), batch, correlation);
    }

    public CompletionStage<Void> changed(Alert alert, CorrelationId correlation) {
        return changed.publish(EventType.ALERT_CHANGED, alert.fingerprint(), AlertMessages.of(alert), correlation);
    }

    /** Marks how far a partition of the alerts was written when this process started. */
    public CompletionStage<Void> mark(int partition, PartitionClaim mark) {
        return changed.publish(
                EventType.PARTITION_CLAIMED,
                StateKeys.reader(mark.incarnation()),
                mark,
                CorrelationId.random(),
                partition);
    }

    public CompletionStage<Void> unmark(int partition, String boot) {
        return changed.publishTombstone(
                EventType.PARTITION_CLAIMED, StateKeys.reader(boot), CorrelationId.random(), partition);
    }

    public CompletionStage<Void> forget(String fingerprint) {
        return changed.publishTombstone(EventType.ALERT_CHANGED, fingerprint, CorrelationId.random());
    }
}
