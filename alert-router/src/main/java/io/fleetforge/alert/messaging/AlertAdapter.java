package io.fleetforge.alert.messaging;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.ownership.Catchup.Place;
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

/** Brings the last word about each alert to the desk; every instance reads all of them, since any alert may inhibit any other. */
@ApplicationScoped
public class AlertAdapter {

    private static final Logger LOG = Logger.getLogger(AlertAdapter.class);

    private final AlertStore desk;
    private final AlertPublisher publisher;
    private final StartupCatchup startUp;

    public AlertAdapter(AlertStore desk, AlertPublisher publisher, StartupCatchup startUp) {
        this.desk = desk;
        this.publisher = publisher;
        this.startUp = startUp;
    }

    @Incoming("alerts")
    @Blocking
    public void receive(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        var event = IncomingEvent.decode(record, EventType.ALERT_CHANGED);
        if (event.isEmpty()) {
            return;
        }
        switch (event.get().payload()) {
            case null -> desk.change(now -> now.router().forget(event.get().key()));
            case AlertMessage message ->
                take(AlertMessages.alert(message), event.get().correlation());
            case PartitionClaim mark -> startUp.read(new Place(record.topic(), record.partition()), mark.incarnation());
            default ->
                throw new MalformedMessageException("no alert in " + event.get().type(), null);
        }
    }

    private void take(Alert word, CorrelationId correlation) {
        desk.read(word)
                .ifPresent(all -> publisher.changed(all, correlation).whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.warnf("alert %s is not written again: %s", all.fingerprint(), failure.getMessage());
                    }
                }));
    }
}
