package io.fleetforge.controller.messaging;

import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.runtime.messaging.IncomingEvent;
import io.fleetforge.runtime.messaging.PartitionReader;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Reads the topic of topologies to its end, for a world without record: a controller that has just started may not have read it yet.
 * Thread-safe.
 */
@Singleton
public final class TopologyTopicAdapter {

    private static final Logger LOG = Logger.getLogger(TopologyTopicAdapter.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Map<String, Object> broker;

    TopologyTopicAdapter(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.broker = Map.copyOf(broker);
    }

    /**
     * The last readable topology of this very world, of all that the topic has now; empty when there is none.
     *
     * @throws IllegalStateException when the topic could not be read to its end
     */
    public Optional<TopologyMessage> last(WorldRef world) {
        var last = new AtomicReference<Optional<TopologyMessage>>(Optional.empty());
        try (var reader = new PartitionReader(broker, TIMEOUT)) {
            var partition = reader.ofWorld(Topics.WORLD_TOPOLOGY, world.key());
            reader.begin(partition);
            reader.read(partition, reader.end(partition), record -> {
                if (world.key().equals(record.key())) {
                    last.set(
                            record.value() == null
                                    ? Optional.empty()
                                    : topology(record).or(last::get));
                }
            });
        } catch (KafkaException e) {
            throw new IllegalStateException(
                    "the WorldTopology is missing, and the topic of topologies cannot be read for it: "
                            + e.getMessage(),
                    e);
        }
        return last.get().filter(message -> message.world().uid().equals(world.uid()));
    }

    private static Optional<TopologyMessage> topology(ConsumerRecord<String, byte[]> record) {
        try {
            return IncomingEvent.decode(record, EventType.WORLD_TOPOLOGY)
                    .filter(event -> event.payload() instanceof TopologyMessage)
                    .map(event -> (TopologyMessage) event.payload());
        } catch (MalformedMessageException e) {
            LOG.warnf("the topology of %s at offset %d is skipped: %s", record.key(), record.offset(), e.getMessage());
            return Optional.empty();
        }
    }
}
