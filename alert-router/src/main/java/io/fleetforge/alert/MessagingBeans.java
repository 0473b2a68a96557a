package io.fleetforge.alert;

import static org.eclipse.microprofile.reactive.messaging.OnOverflow.Strategy.BUFFER;

import io.fleetforge.alert.explain.DecisionLog;
import io.fleetforge.alert.messaging.AlertPublisher;
import io.fleetforge.alert.messaging.DecisionPublisher;
import io.fleetforge.alert.messaging.PartitionCatchup;
import io.fleetforge.alert.messaging.PartitionClaimPublisher;
import io.fleetforge.alert.messaging.Partitions;
import io.fleetforge.alert.messaging.StatePublisher;
import io.fleetforge.alert.ownership.InstanceId;
import io.fleetforge.alert.ownership.Ownership;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.runtime.messaging.EventPublisher;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Wires the publishers to their channels. */
public class MessagingBeans {

    private static final String POSTS = "alert-events-out";
    private static final String ALERTS = "alerts-out";
    private static final String STATE = "alert-state-out";
    private static final String DECISIONS = "alert-decisions-out";

    /** Writes of a channel that may wait for the broker; one more fails at once. */
    private static final int BUFFER_SIZE = 16_384;

    @Produces
    @Singleton
    @Identifier(POSTS)
    EventPublisher posts(
            @Channel(POSTS) @OnOverflow(value = BUFFER, bufferSize = BUFFER_SIZE) MutinyEmitter<byte[]> emitter,
            InstanceId instance,
            Clock clock) {
        return publisher(emitter, instance, clock);
    }

    @Produces
    @Singleton
    @Identifier(ALERTS)
    EventPublisher alerts(
            @Channel(ALERTS) @OnOverflow(value = BUFFER, bufferSize = BUFFER_SIZE) MutinyEmitter<byte[]> emitter,
            InstanceId instance,
            Clock clock) {
        return publisher(emitter, instance, clock);
    }

    @Produces
    @Singleton
    @Identifier(STATE)
    EventPublisher state(
            @Channel(STATE) @OnOverflow(value = BUFFER, bufferSize = BUFFER_SIZE) MutinyEmitter<byte[]> emitter,
            InstanceId instance,
            Clock clock) {
        return publisher(emitter, instance, clock);
    }

    @Produces
    @Singleton
    @Identifier(DECISIONS)
    EventPublisher decisions(
            @Channel(DECISIONS) @OnOverflow(value = BUFFER, bufferSize = BUFFER_SIZE) MutinyEmitter<byte[]> emitter,
            InstanceId instance,
            Clock clock) {
        return publisher(emitter, instance, clock);
    }

    private static EventPublisher publisher(MutinyEmitter<byte[]> emitter, InstanceId instance, Clock clock) {
        return new EventPublisher(emitter, "/fleetforge/alert-router/" + instance.name(), clock);
    }

    @Produces
    @Singleton
    AlertPublisher alertPublisher(
            @Identifier(POSTS) EventPublisher received, @Identifier(ALERTS) EventPublisher changed) {
        return new AlertPublisher(received, changed);
    }

    @Produces
    @Singleton
    StatePublisher statePublisher(@Identifier(STATE) EventPublisher events) {
        return new StatePublisher(events, key -> Ownership.partitionOf(key, Partitions.STATE));
    }

    @Produces
    @Singleton
    DecisionPublisher decisionPublisher(DecisionLog log, @Identifier(DECISIONS) EventPublisher events) {
        return new DecisionPublisher(log, events);
    }

    @Produces
    @Singleton
    PartitionClaimPublisher partitionClaimPublisher(
            @Identifier(ALERTS) EventPublisher alerts,
            @Identifier(STATE) EventPublisher state,
            InstanceId instance,
            Clock clock) {
        return new PartitionClaimPublisher(alerts, state, instance, clock);
    }

    @Produces
    @Singleton
    PartitionCatchup partitionCatchup(AlertStore store, InstanceId instance, PartitionClaimPublisher publisher) {
        return new PartitionCatchup(store, instance, Partitions.all(), publisher);
    }
}
