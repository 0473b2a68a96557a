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

/** Hears from the broker which partitions of the state this process acts for. */
@ApplicationScoped
@Identifier("alert-ownership")
public class PartitionListener implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(PartitionListener.class);

    private final AlertStore desk;
    private final Clock clock;

    public PartitionListener(AlertStore desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        LOG.infof("partitions %s are ours to claim", partitions);
        desk.change(now -> partitions.forEach(each -> now.ownership().assigned(each.partition(), clock.instant())));
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
        LOG.infof("partitions %s are not ours any more", partitions);
        desk.change(now -> partitions.forEach(each -> now.ownership().revoked(each.partition())));
        desk.regroup();
    }
}
