package io.fleetforge.controller.messaging;

import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.message.WorldRef;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/** Wakes the reconcile of a world when Kafka brought news of it. A wake-up while not leading is dropped: leading starts with all. */
public final class WorldWakeups {

    private final SimpleInboundEventSource<WorldSpec> source = new SimpleInboundEventSource<>("cell-news");

    public EventSource<?, WorldSpec> eventSource() {
        return source;
    }

    public void wake(WorldRef world) {
        source.propagateEvent(new ResourceID(world.name(), world.namespace()));
    }
}
