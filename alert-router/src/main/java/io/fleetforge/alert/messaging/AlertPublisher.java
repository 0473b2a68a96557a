package io.fleetforge.alert.messaging;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.store.AlertMessages;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.AlertBatch;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.util.concurrent.CompletionStage;

/** Publishes posts as they were received, and the last state of each alert. Thread-safe. */
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

    /** Publishes a post as one record, so that it is accepted as a whole. */
    public CompletionStage<Void> received(AlertBatch batch, CorrelationId correlation) {
        return received.publish(EventType.ALERTS_RECEIVED, correlation.value(), batch, correlation);
    }

    public CompletionStage<Void> changed(Alert alert, CorrelationId correlation) {
        return changed.publish(EventType.ALERT_CHANGED, alert.fingerprint(), AlertMessages.of(alert), correlation);
    }

    public CompletionStage<Void> remove(String fingerprint) {
        return changed.publishTombstone(EventType.ALERT_CHANGED, fingerprint, CorrelationId.random());
    }
}
