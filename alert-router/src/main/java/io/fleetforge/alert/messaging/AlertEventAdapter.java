package io.fleetforge.alert.messaging;

import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.runtime.messaging.RawRecords;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Reads {@code fleetforge.alert.events.v1}: counts what arrives and sets poison aside. Acting on it is not built yet. */
@ApplicationScoped
public class AlertEventAdapter {

    private static final Logger LOG = Logger.getLogger(AlertEventAdapter.class);

    @Incoming("alert-events")
    @Blocking
    public void receive(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        RawRecords.requireJsonObject(record);
        LOG.debugf("event %s received", record.key());
    }
}
