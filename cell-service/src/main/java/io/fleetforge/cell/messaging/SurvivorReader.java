package io.fleetforge.cell.messaging;

import io.fleetforge.cell.checkpoint.Survivors;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Topics;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the compacted topics of sessions, hand-overs and checkpoints of all worlds and keeps what concerns one. A record that cannot be
 * read is passed over and logged; the others count.
 */
public final class SurvivorReader implements PastReader {

    private static final List<String> TOPICS =
            List.of(Topics.CELL_SESSIONS, Topics.CELL_HANDOFFS, Topics.CELL_CHECKPOINTS);

    private final BoundedRead read;
    private final Runnable unreadable;

    /**
     * @param unreadable told of each record that is passed over
     */
    public SurvivorReader(BoundedRead read, Runnable unreadable) {
        this.read = read;
        this.unreadable = unreadable;
    }

    @Override
    public Optional<Survivors> read(WorldRef world) {
        return read.read(SurvivorReader::partitions, () -> new PastRecords(world, unreadable), PastRecords::keep)
                .map(BoundedRead.Whole::kept)
                .map(kept -> Survivors.of(world.uid(), kept.past()));
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
