package io.fleetforge.alert.messaging;

import io.fleetforge.alert.store.AlertStore;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Applies the assignment of state partitions by the broker. */
@ApplicationScoped
@Identifier("alert-ownership")
public class PartitionListener implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(PartitionListener.class);

    private final AlertStore store;
    private final Clock clock;

    public PartitionListener(AlertStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        LOG.infof("partitions %s assigned", partitions);
        store.update(
                state -> partitions.forEach(each -> state.ownership().assigned(each.partition(), clock.instant())));
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        release(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        release(partitions);
    }

    private void release(Collection<TopicPartition> partitions) {
        LOG.infof("partitions %s revoked", partitions);
        store.update(state -> partitions.forEach(each -> state.ownership().revoked(each.partition())));
        store.regroup();
    }
}
