package io.fleetforge.alert.messaging;

import io.fleetforge.alert.desk.AlertDesk;
import io.fleetforge.alert.ownership.Catchup.Place;
import io.fleetforge.contracts.message.AlertMessage;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.PartitionClaim;
import io.fleetforge.runtime.messaging.IncomingEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Brings the last word about each alert to the desk; every instance reads all of them, since any alert may inhibit any other. */
@ApplicationScoped
public class AlertAdapter {

    private final AlertDesk desk;
    private final StartUp startUp;
    private final Clock clock;

    public AlertAdapter(AlertDesk desk, StartUp startUp, Clock clock) {
        this.desk = desk;
        this.startUp = startUp;
        this.clock = clock;
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
                desk.change(now -> now.router().take(AlertMessages.alert(message), clock.instant()));
            case PartitionClaim mark -> startUp.read(new Place(record.topic(), record.partition()), mark.boot());
            default ->
                throw new MalformedMessageException("no alert in " + event.get().type(), null);
        }
    }
}
