package io.fleetforge.alert.messaging;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.ownership.TopicPartition;
import io.fleetforge.alert.store.AlertMessages;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.AlertMessage;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.PartitionClaim;
import io.fleetforge.runtime.messaging.IncomingEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Applies the last state of each alert to the store; every instance reads all of them, since any alert may inhibit any
 * other.
 */
@ApplicationScoped
public class AlertAdapter {

    private static final Logger LOG = Logger.getLogger(AlertAdapter.class);

    private final AlertStore store;
    private final AlertPublisher publisher;
    private final PartitionCatchup catchup;

    public AlertAdapter(AlertStore store, AlertPublisher publisher, PartitionCatchup catchup) {
        this.store = store;
        this.publisher = publisher;
        this.catchup = catchup;
    }

    @Incoming("alerts")
    @Blocking
    public void receive(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        var event = IncomingEvent.decode(record, EventType.ALERT_CHANGED);
        if (event.isEmpty()) {
            return;
        }
        switch (event.get().payload()) {
            case null ->
                store.update(state -> state.router().removeAlert(event.get().key()));
            case AlertMessage message ->
                merge(AlertMessages.alert(message), event.get().correlation());
            case PartitionClaim mark ->
                catchup.read(new TopicPartition(record.topic(), record.partition()), mark.incarnation());
            default ->
                throw new MalformedMessageException("no alert in " + event.get().type(), null);
        }
    }

    private void merge(Alert update, CorrelationId correlation) {
        store.merge(update)
                .ifPresent(merged -> publisher.changed(merged, correlation).whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.warnf("alert %s not written again: %s", merged.fingerprint(), failure.getMessage());
                    }
                }));
    }
}
