package io.fleetforge.controller.messaging;

import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.runtime.messaging.IncomingEvent;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads the topology topic from its beginning, so that the publisher knows what the topic holds. */
@ApplicationScoped
public class TopologyEchoAdapter {

    private final TopologyEcho echo;

    public TopologyEchoAdapter(TopologyEcho echo) {
        this.echo = echo;
    }

    @Incoming("topology-echo")
    public void topology(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        var decoded = IncomingEvent.decode(record, EventType.WORLD_TOPOLOGY);
        if (decoded.isEmpty()) {
            return;
        }
        if (decoded.get().payload() instanceof TopologyMessage message) {
            echo.saw(message);
        } else if (decoded.get().payload() == null) {
            echo.sawTombstone(decoded.get().key());
        }
    }
}
