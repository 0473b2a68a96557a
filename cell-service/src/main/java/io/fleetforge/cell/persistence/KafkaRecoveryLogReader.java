package io.fleetforge.cell.persistence;

import io.fleetforge.cell.recovery.RecoveryLogReader;
import io.fleetforge.cell.recovery.SessionRecovery;
import io.fleetforge.cell.topics.BoundedTopicRead;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.runtime.messaging.WorldKeyPartitioner;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the world's partition of the compacted topics of handoffs, checkpoints and sessions, in this order. A record that cannot be read
 * is skipped and logged; the others count.
 */
public final class KafkaRecoveryLogReader implements RecoveryLogReader {

    private static final List<String> BEFORE_JOURNAL = List.of(Topics.CELL_HANDOFFS, Topics.CELL_CHECKPOINTS);

    private final BoundedTopicRead read;
    private final Clock clock;
    private final Runnable unreadable;

    /** @param unreadable runs for each record that is skipped */
    public KafkaRecoveryLogReader(BoundedTopicRead read, Clock clock, Runnable unreadable) {
        this.clock = clock;
        this.read = read;
        this.unreadable = unreadable;
    }

    @Override
    public Optional<SessionRecovery> read(WorldRef world) {
        return read(BEFORE_JOURNAL, world, () -> new RecoveryRecords(world, unreadable))
                .flatMap(before -> read(List.of(Topics.CELL_SESSIONS), world, () -> before.thenJournal(clock.millis())))
                .map(records -> SessionRecovery.of(world.uid(), records.toLog(), clock.millis()));
    }

    private Optional<RecoveryRecords> read(List<String> topics, WorldRef world, Supplier<RecoveryRecords> fresh) {
        return read.read(consumer -> partitions(consumer, topics, world), fresh, RecoveryRecords::accept)
                .map(BoundedTopicRead.Whole::content);
    }

    /** The world's partition of each topic; none when a topic is missing. */
    private static List<TopicPartition> partitions(
            KafkaConsumer<String, byte[]> consumer, List<String> topics, WorldRef world) {
        var partitions = new ArrayList<TopicPartition>();
        for (var topic : topics) {
            var known = consumer.partitionsFor(topic);
            if (known == null || known.isEmpty()) {
                return List.of();
            }
            partitions.add(new TopicPartition(topic, WorldKeyPartitioner.partition(world.key(), known.size())));
        }
        return partitions;
    }
}
