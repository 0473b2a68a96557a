package io.fleetforge.controller.wakeup;

import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.message.WorldRef;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/**
 * Triggers the reconcile of a world after a change on Kafka. Dropped while not leading: a new leader reconciles all worlds.
 */
public final class WorldWakeups {

    private final SimpleInboundEventSource<WorldSpec> source = new SimpleInboundEventSource<>("host-reports");

    public EventSource<?, WorldSpec> eventSource() {
        return source;
    }

    /** Wakes the world of a record's key, {@code ns/name}; a key of another form names no world. */
    public void wake(String worldKey) {
        var parts = worldKey.split("/", -1);
        if (parts.length == 2) {
            source.propagateEvent(new ResourceID(parts[1], parts[0]));
        }
    }

    public void wake(WorldRef world) {
        source.propagateEvent(new ResourceID(world.name(), world.namespace()));
    }
}
