package io.fleetforge.cell.persistence;

import io.fleetforge.cell.recovery.RecoveryLogReader;
import io.fleetforge.cell.recovery.SessionRecovery;
import io.fleetforge.cell.topics.BoundedTopicRead;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Topics;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the compacted topics of sessions, handoffs and checkpoints of all worlds and keeps what concerns one. A record that cannot be
 * read is skipped and logged; the others count.
 */
public final class KafkaRecoveryLogReader implements RecoveryLogReader {

    private static final List<String> TOPICS =
            List.of(Topics.CELL_SESSIONS, Topics.CELL_HANDOFFS, Topics.CELL_CHECKPOINTS);

    private final BoundedTopicRead read;
    private final Runnable unreadable;

    /** @param unreadable runs for each record that is skipped */
    public KafkaRecoveryLogReader(BoundedTopicRead read, Runnable unreadable) {
        this.read = read;
        this.unreadable = unreadable;
    }

    @Override
    public Optional<SessionRecovery> read(WorldRef world) {
        return read.read(
                        KafkaRecoveryLogReader::partitions,
                        () -> new RecoveryRecords(world, unreadable),
                        RecoveryRecords::accept)
                .map(BoundedTopicRead.Whole::content)
                .map(records -> SessionRecovery.of(world.uid(), records.toLog()));
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        var byTopic = TOPICS.stream().map(consumer::partitionsFor).toList();
        return byTopic.stream().anyMatch(known -> known == null || known.isEmpty())
                ? List.of()
                : byTopic.stream()
                        .flatMap(List::stream)
                        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                        .toList();
    }
}
