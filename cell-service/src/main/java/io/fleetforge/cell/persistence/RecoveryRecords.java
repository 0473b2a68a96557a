package io.fleetforge.cell.persistence;

import io.fleetforge.cell.checkpoint.Checkpoint;
import io.fleetforge.cell.checkpoint.CheckpointCodec;
import io.fleetforge.cell.checkpoint.CorruptCheckpointException;
import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.checkpoint.SessionOwner;
import io.fleetforge.cell.recovery.HandedOffSession;
import io.fleetforge.cell.recovery.JournalEntry;
import io.fleetforge.cell.recovery.RecoveryLog;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.contracts.message.SessionRecord;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Collects the records of sessions, handoffs and checkpoints of one world: the last journal entry and handoff of each session, and the
 * newest checkpoint that names it. The newest of its cell may lack it: the session has left, and its handoff never arrived. Unreadable
 * records are skipped and logged. Not thread-safe.
 */
public final class RecoveryRecords {

    private static final Logger LOG = Logger.getLogger(RecoveryRecords.class);
    private static final Comparator<Checkpoint> BY_EPOCH_AND_TIME = Comparator.comparingLong(
                    (Checkpoint checkpoint) -> checkpoint.sessions().getFirst().epoch())
            .thenComparingLong(Checkpoint::takenAtMs);

    private static final Comparator<JournalEntry> BY_EPOCH_AND_PLACE = Comparator.comparingLong(
                    (JournalEntry entry) -> entry.session().epoch())
            .thenComparingLong(JournalEntry::atMs);

    private static final Duration RECENT = Duration.ofMinutes(10);

    private final String uid;
    private final String prefix;
    private final Runnable unreadable;
    private final Map<String, Newest> journal = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    /** By key: those of a session have one each epoch. */
    private final Map<String, HandedOffSession> handoffs;
    /** By session, each with this one alone. */
    private final Map<String, Checkpoint> checkpoints;

    private final Predicate<String> markable;
    private final long recentMs;

    public RecoveryRecords(WorldRef world) {
        this(world, () -> {});
    }

    /** @param unreadable runs for each record of the world that is skipped */
    public RecoveryRecords(WorldRef world, Runnable unreadable) {
        this.uid = world.uid();
        this.prefix = world.key() + "/";
        this.unreadable = unreadable;
        this.handoffs = new HashMap<>();
        this.checkpoints = new HashMap<>();
        this.markable = session -> true;
        this.recentMs = 0;
    }

    private RecoveryRecords(RecoveryRecords before, Set<String> named, long recentMs) {
        this.uid = before.uid;
        this.prefix = before.prefix;
        this.unreadable = before.unreadable;
        this.handoffs = before.handoffs;
        this.checkpoints = before.checkpoints;
        this.markable = named::contains;
        this.recentMs = recentMs;
    }

    /**
     * The same handoffs and checkpoints, to which the journal is added. An end counts for sessions that these name, and when it is
     * younger than ten minutes: a repeated handoff may still arrive. So the ends of a day take no memory.
     *
     * @param nowMs milliseconds since 1970
     */
    public RecoveryRecords thenJournal(long nowMs) {
        var named = new HashSet<>(checkpoints.keySet());
        handoffs.values().forEach(handoff -> named.add(handoff.session().id()));
        return new RecoveryRecords(this, named, nowMs - RECENT.toMillis());
    }

    public RecoveryLog toLog() {
        var entries = journal.values().stream()
                .flatMap(newest -> newest.entry().stream())
                .toList();
        return new RecoveryLog(entries, ended, lastHandoffs(), checkpoints.values());
    }

    private Collection<HandedOffSession> lastHandoffs() {
        return handoffs.values().stream()
                .collect(Collectors.toMap(
                        handoff -> handoff.session().id(),
                        handoff -> handoff,
                        BinaryOperator.maxBy(Comparator.comparingLong(
                                handoff -> handoff.session().epoch()))))
                .values();
    }

    /** Adds a record of one of the three topics; in the order of each partition. */
    public void accept(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null || !record.key().startsWith(prefix)) {
            return;
        }
        try {
            if (record.topic().equals(Topics.CELL_SESSIONS)) {
                session(record);
            } else if (record.topic().equals(Topics.CELL_HANDOFFS)) {
                handoffs(record);
            } else if (record.value() == null) {
                checkpoints.values().removeIf(known -> record.key().equals(prefix + known.cell()));
            } else {
                checkpoint(record);
            }
        } catch (MalformedMessageException | CorruptCheckpointException | IllegalArgumentException e) {
            skip(record, e);
        }
    }

    private void skip(ConsumerRecord<String, byte[]> record, Exception e) {
        LOG.errorf(
                "record %s-%d@%d is skipped: %s", record.topic(), record.partition(), record.offset(), e.getMessage());
        unreadable.run();
    }

    private void checkpoint(ConsumerRecord<String, byte[]> record) throws CorruptCheckpointException {
        var checkpoint = CheckpointCodec.decode(record.value());
        if (checkpoint.world().equals(uid)) {
            checkpoint.sessions().forEach(session -> keep(session, checkpoint));
        }
    }

    private void keep(SavedSession session, Checkpoint of) {
        checkpoints.merge(
                session.id(),
                new Checkpoint(of.world(), of.cell(), of.epoch(), of.owner(), of.takenAtMs(), List.of(session)),
                (before, now) -> BY_EPOCH_AND_TIME.compare(now, before) >= 0 ? now : before);
    }

    private void handoffs(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        if (record.value() == null) {
            handoffs.remove(record.key());
            return;
        }
        var handoff = HandedOffSession.of(MessageCodec.decode(record.value(), SessionHandoff.class));
        if (handoff.world().equals(uid)) {
            handoffs.put(record.key(), handoff);
        }
    }

    private void session(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            journal.remove(record.key());
            var session = record.key().substring(record.key().lastIndexOf('/') + 1);
            if (record.timestamp() >= recentMs || markable.test(session)) {
                ended.add(session);
            }
            return;
        }
        journal.merge(record.key(), new Newest(record), RecoveryRecords::newer);
    }

    /** A claim that is repeated lands behind the places that its process has written meanwhile; of unreadable records the later counts. */
    private static Newest newer(Newest before, Newest now) {
        var next = now.entry();
        var isNewer = next.isPresent()
                && before.entry()
                        .map(entry -> BY_EPOCH_AND_PLACE.compare(next.get(), entry) >= 0)
                        .orElse(true);
        return isNewer ? now : before;
    }

    /** The newest record of a session, decoded once, when it is needed: most sessions of a long journal have ended. */
    private final class Newest {

        private final ConsumerRecord<String, byte[]> record;
        private @Nullable Optional<JournalEntry> decoded;

        Newest(ConsumerRecord<String, byte[]> record) {
            this.record = record;
        }

        Optional<JournalEntry> entry() {
            var known = decoded;
            if (known == null) {
                known = RecoveryRecords.this.entry(record);
                decoded = known;
            }
            return known;
        }
    }

    private Optional<JournalEntry> entry(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(decode(record));
        } catch (MalformedMessageException | IllegalArgumentException e) {
            skip(record, e);
            return Optional.empty();
        }
    }

    private static JournalEntry decode(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        var session = MessageCodec.decode(record.value(), SessionRecord.class);
        var subject = session.subject();
        var entity = new Entity(session.session(), session.x(), session.y(), session.x(), session.y());
        return new JournalEntry(
                session.world().uid(),
                new SessionOwner(session.host(), session.incarnation(), session.processId()),
                session.at().toEpochMilli(),
                new SavedSession(
                        entity,
                        session.player(),
                        session.epoch(),
                        session.tokenHash(),
                        subject == null ? null : subject.readAt(record.offset())));
    }
}
