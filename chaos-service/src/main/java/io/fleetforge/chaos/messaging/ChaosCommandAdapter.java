package io.fleetforge.chaos.messaging;

import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.runtime.messaging.RawRecords;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Reads {@code fleetforge.chaos.commands.v1}: counts the records and dead-letters those it cannot read. Acting on it is not built yet. */
@ApplicationScoped
public class ChaosCommandAdapter {

    private static final Logger LOG = Logger.getLogger(ChaosCommandAdapter.class);

    @Incoming("chaos-commands")
    @Blocking
    public void receive(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        RawRecords.requireJsonObject(record);
        LOG.debugf("command %s received", record.key());
    }
}
