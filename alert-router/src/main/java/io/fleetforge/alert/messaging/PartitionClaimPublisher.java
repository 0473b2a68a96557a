package io.fleetforge.alert.messaging;

import io.fleetforge.alert.ownership.InstanceId;
import io.fleetforge.alert.ownership.Ownership.Claim;
import io.fleetforge.alert.ownership.TopicPartition;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.PartitionClaim;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Clock;
import java.util.concurrent.CompletionStage;

/** Publishes claims of state partitions, and the marks up to which an instance reads at its start. Thread-safe. */
public final class PartitionClaimPublisher {

    private final EventPublisher alerts;
    private final EventPublisher state;
    private final InstanceId instance;
    private final Clock clock;

    /**
     * @param alerts to the topic of alerts
     * @param state to the topic of the state
     */
    public PartitionClaimPublisher(EventPublisher alerts, EventPublisher state, InstanceId instance, Clock clock) {
        this.alerts = alerts;
        this.state = state;
        this.instance = instance;
        this.clock = clock;
    }

    /** Claims a partition of the state for this instance. */
    public CompletionStage<Void> claim(Claim claim) {
        return state.publish(
                EventType.PARTITION_CLAIMED,
                StateKeys.CLAIM,
                message(true, claim.number()),
                CorrelationId.random(),
                claim.partition());
    }

    /** Marks the end of a partition at the start of this instance. */
    public CompletionStage<Void> mark(TopicPartition partition) {
        return topic(partition)
                .publish(
                        EventType.PARTITION_CLAIMED,
                        StateKeys.mark(instance.incarnation()),
                        message(false, 0),
                        CorrelationId.random(),
                        partition.partition());
    }

    public CompletionStage<Void> removeMark(TopicPartition partition) {
        return topic(partition)
                .publishTombstone(
                        EventType.PARTITION_CLAIMED,
                        StateKeys.mark(instance.incarnation()),
                        CorrelationId.random(),
                        partition.partition());
    }

    private PartitionClaim message(boolean owns, long number) {
        return new PartitionClaim(instance.name(), instance.incarnation(), owns, number, clock.instant());
    }

    private EventPublisher topic(TopicPartition partition) {
        return partition.topic().equals(Topics.ALERTS) ? alerts : state;
    }
}
