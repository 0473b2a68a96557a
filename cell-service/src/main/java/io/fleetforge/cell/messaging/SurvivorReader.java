package io.fleetforge.cell.messaging;

import io.fleetforge.cell.checkpoint.Checkpoint;
import io.fleetforge.cell.checkpoint.CheckpointCodec;
import io.fleetforge.cell.checkpoint.CorruptCheckpointException;
import io.fleetforge.cell.checkpoint.Given;
import io.fleetforge.cell.checkpoint.JournalEntry;
import io.fleetforge.cell.checkpoint.Owner;
import io.fleetforge.cell.checkpoint.Past;
import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.checkpoint.Survivors;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.contracts.message.SessionRecord;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Topics;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Reads the compacted topics of sessions, hand-overs and checkpoints of all worlds and keeps what concerns one. A record that cannot be
 * read is passed over and logged; the others count.
 */
final class SurvivorReader {

    private static final Logger LOG = Logger.getLogger(SurvivorReader.class);
    private static final List<String> TOPICS =
            List.of(Topics.CELL_SESSIONS, Topics.CELL_HANDOFFS, Topics.CELL_CHECKPOINTS);

    private static final Comparator<Checkpoint> BY_EPOCH_AND_TIME =
            Comparator.comparingLong(Checkpoint::epoch).thenComparingLong(Checkpoint::takenAtMs);

    private final BoundedRead read;

    SurvivorReader(BoundedRead read) {
        this.read = read;
    }

    /** What was read of one world: the last word of each session, its last hand-over, the newest checkpoint of the highest epoch of each cell. */
    private static final class Kept {
        final String world;
        final Map<String, JournalEntry> journal = new HashMap<>();
        final Set<String> ended = new HashSet<>();
        final Map<String, Given> given = new HashMap<>();
        final Map<String, Checkpoint> checkpoints = new HashMap<>();

        Kept(String world) {
            this.world = world;
        }
    }

    /** Blocks until the topics are read; empty when the process ends before. */
    Optional<Survivors> read(WorldRef world) {
        var prefix = world.key() + "/";
        return read.read(SurvivorReader::partitions, () -> new Kept(world.uid()), (kept, record) -> {
                    if (record.key() != null && record.key().startsWith(prefix)) {
                        keep(record, kept);
                    }
                })
                .map(BoundedRead.Whole::kept)
                .map(kept -> Survivors.of(
                        world.uid(),
                        new Past(kept.journal.values(), kept.ended, kept.given.values(), kept.checkpoints.values())));
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

    private static void keep(ConsumerRecord<String, byte[]> record, Kept kept) {
        try {
            if (record.topic().equals(Topics.CELL_SESSIONS)) {
                session(record, kept);
            } else if (record.topic().equals(Topics.CELL_HANDOFFS)) {
                given(record, kept);
            } else if (record.value() == null) {
                kept.checkpoints.remove(record.key());
            } else {
                checkpoint(record, kept);
            }
        } catch (MalformedMessageException | CorruptCheckpointException | IllegalArgumentException e) {
            LOG.errorf(
                    "record %s-%d@%d is passed over: %s",
                    record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    /** A process that did not notice yet that the cell has another owner may write last; its epoch is lower. */
    private static void checkpoint(ConsumerRecord<String, byte[]> record, Kept kept) throws CorruptCheckpointException {
        var checkpoint = CheckpointCodec.decode(record.value());
        if (checkpoint.world().equals(kept.world)) {
            kept.checkpoints.merge(
                    record.key(),
                    checkpoint,
                    (before, now) -> BY_EPOCH_AND_TIME.compare(now, before) >= 0 ? now : before);
        }
    }

    private static void given(ConsumerRecord<String, byte[]> record, Kept kept) throws MalformedMessageException {
        if (record.value() == null) {
            kept.given.remove(record.key());
            return;
        }
        var given = Given.of(MessageCodec.decode(record.value(), SessionHandoff.class));
        if (given.world().equals(kept.world)) {
            // One that was sent again may land behind its successor; of one epoch the later passes it on.
            kept.given.merge(
                    record.key(),
                    given,
                    (before, now) -> now.session().epoch() >= before.session().epoch() ? now : before);
        }
    }

    private static void session(ConsumerRecord<String, byte[]> record, Kept kept) throws MalformedMessageException {
        if (record.value() == null) {
            kept.journal.remove(record.key());
            kept.ended.add(record.key().substring(record.key().lastIndexOf('/') + 1));
            return;
        }
        var session = MessageCodec.decode(record.value(), SessionRecord.class);
        var entity = new Entity(session.session(), session.x(), session.y(), session.x(), session.y());
        kept.journal.put(
                record.key(),
                new JournalEntry(
                        session.world().uid(),
                        new Owner(session.host(), session.incarnation(), session.boot()),
                        session.at().toEpochMilli(),
                        new SavedSession(entity, session.player(), session.epoch(), session.tokenHash())));
    }
}
