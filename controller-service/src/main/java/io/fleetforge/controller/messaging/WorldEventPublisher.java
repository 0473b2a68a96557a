package io.fleetforge.controller.messaging;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.WorldEvent;
import io.fleetforge.runtime.messaging.EventPublisher;
import org.jboss.logging.Logger;

/** Publishes world events. The producer retries an event for two minutes of outage; then it is logged as lost. */
public final class WorldEventPublisher {

    private static final Logger LOG = Logger.getLogger(WorldEventPublisher.class);

    private final EventPublisher events;

    public WorldEventPublisher(EventPublisher events) {
        this.events = events;
    }

    public void publish(EventType type, WorldEvent event, CorrelationId correlation) {
        LOG.infof("%s: %s %s", event.reason(), event.world().key(), event.message());
        events.publish(type, event.world().key(), event, correlation).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.errorf(
                        "world event %s of %s was lost: %s", type, event.world().key(), failure);
            }
        });
    }
}
