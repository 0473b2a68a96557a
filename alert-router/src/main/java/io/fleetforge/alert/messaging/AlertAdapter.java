package io.fleetforge.alert.messaging;

import io.fleetforge.alert.desk.AlertDesk;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.ownership.Catchup.Place;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.AlertMessage;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.PartitionClaim;
import io.fleetforge.runtime.messaging.IncomingEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Brings the last word about each alert to the desk; every instance reads all of them, since any alert may inhibit any other. */
@ApplicationScoped
public class AlertAdapter {

    private static final Logger LOG = Logger.getLogger(AlertAdapter.class);

    private final AlertDesk desk;
    private final AlertPublisher publisher;
    private final StartUp startUp;
    private final Clock clock;

    public AlertAdapter(AlertDesk desk, AlertPublisher publisher, StartUp startUp, Clock clock) {
        this.desk = desk;
        this.publisher = publisher;
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
                take(AlertMessages.alert(message), event.get().correlation());
            case PartitionClaim mark -> startUp.read(new Place(record.topic(), record.partition()), mark.boot());
            default ->
                throw new MalformedMessageException("no alert in " + event.get().type(), null);
        }
    }

    /**
     * Instances write at once, so that an older word may lie behind a newer one; compaction would keep that one. Who owns the alert says then
     * again what all words come to.
     */
    private void take(Alert word, CorrelationId correlation) {
        desk.change(now -> now.router().take(word, clock.instant()));
        var fingerprint = word.fingerprint();
        desk.ask(now -> now.ownership().ownsKey(fingerprint)
                        ? now.router().known().alerts().find(fingerprint)
                        : Optional.<Alert>empty())
                .filter(all -> all.updatedAt().isAfter(word.updatedAt()))
                .ifPresent(all -> publisher.changed(all, correlation).whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.warnf("alert %s is not written again: %s", fingerprint, failure.getMessage());
                    }
                }));
    }
}
