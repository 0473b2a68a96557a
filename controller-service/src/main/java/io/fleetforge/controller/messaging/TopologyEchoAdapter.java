package io.fleetforge.controller.messaging;

import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.controller.reports.TopologyEcho;
import io.fleetforge.controller.wakeup.WorldWakeups;
import io.fleetforge.runtime.messaging.IncomingEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Reads the topology topic from its beginning, so that the publisher knows its content. */
@ApplicationScoped
public class TopologyEchoAdapter {

    private final TopologyEcho echo;
    private final TopologyPublisher publisher;
    private final WorldWakeups wakeups;

    public TopologyEchoAdapter(TopologyEcho echo, TopologyPublisher publisher, WorldWakeups wakeups) {
        this.echo = echo;
        this.publisher = publisher;
        this.wakeups = wakeups;
    }

    @Incoming("topology-echo")
    @Blocking
    public void topology(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        try {
            var decoded = IncomingEvent.decode(record, EventType.WORLD_TOPOLOGY);
            if (decoded.isEmpty()) {
                return;
            }
            if (decoded.get().payload() instanceof TopologyMessage message) {
                if (echo.saw(message)) {
                    publisher.overwritten(message.world().key());
                    wakeups.wake(message.world());
                }
            } else if (decoded.get().payload() == null) {
                overwritten(decoded.get().key());
            }
        } catch (MalformedMessageException e) {
            overwritten(record.key());
            throw e;
        }
    }

    private void overwritten(@Nullable String worldKey) {
        if (worldKey != null) {
            echo.observedNone(worldKey);
            publisher.overwritten(worldKey);
            wakeups.wake(worldKey);
        }
    }
}
