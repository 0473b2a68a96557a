package io.fleetforge.simulation;

import io.fleetforge.cell.persistence.RecoveryRecords;
import io.fleetforge.cell.recovery.JournalEntry;
import io.fleetforge.cell.recovery.RecoveryLog;
import io.fleetforge.cell.recovery.RecoveryLogReader;
import io.fleetforge.cell.recovery.SessionRecovery;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the recovery log as a host does: handoffs and checkpoints, and the journal after them. Between the two reads everything else
 * goes on. A mutant leaves something out, or reads in another order.
 */
record SimRecovery(Sim sim, SimHost host) implements RecoveryLogReader {

    @Override
    public Optional<SessionRecovery> read(WorldRef world) {
        var log = sim.is(Mutant.READ_JOURNAL_FIRST) ? journalFirst(world) : inOrder(world, true);
        if (log == null) {
            return Optional.empty();
        }
        if (sim.is(Mutant.RECOVER_THE_DELETED)) {
            for (var deleted : sim.deletedWorlds()) {
                var old = inOrder(deleted, false);
                log = old == null ? log : merged(world, log, old);
            }
        }
        return Optional.of(SessionRecovery.of(world.uid(), log, sim.time().nowMs()));
    }

    private @Nullable RecoveryLog inOrder(WorldRef world, boolean takesTime) {
        var before = new RecoveryRecords(world);
        if (!sim.is(Mutant.READ_NO_HANDOFFS)) {
            read(Topics.CELL_HANDOFFS, world, before);
        }
        if (!sim.is(Mutant.READ_NO_CHECKPOINTS)) {
            read(Topics.CELL_CHECKPOINTS, world, before);
        }
        if (takesTime && !meanwhile()) {
            return null;
        }
        var records = before.thenJournal(sim.time().nowMs());
        if (!sim.is(Mutant.READ_NO_JOURNAL)) {
            read(Topics.CELL_SESSIONS, world, records);
        }
        return records.toLog();
    }

    private @Nullable RecoveryLog journalFirst(WorldRef world) {
        var records = new RecoveryRecords(world);
        read(Topics.CELL_SESSIONS, world, records);
        if (!meanwhile()) {
            return null;
        }
        read(Topics.CELL_HANDOFFS, world, records);
        read(Topics.CELL_CHECKPOINTS, world, records);
        return records.toLog();
    }

    /** Time passes; false when the process ended meanwhile. */
    private boolean meanwhile() {
        return host.waitFor(
                sim.time().chance(0.2)
                        ? sim.time().between(30, 1500)
                        : sim.time().between(0, 30));
    }

    private void read(String topic, WorldRef world, RecoveryRecords records) {
        var all = sim.log().from(sim.log().ofWorld(topic, world.key()), 0);
        var last = new HashMap<String, Long>();
        all.forEach(record -> last.put(record.key(), record.offset()));
        all.stream()
                .filter(record -> !sim.is(Mutant.READ_LAST_CHECKPOINTS)
                        || !topic.equals(Topics.CELL_CHECKPOINTS)
                        || last.getOrDefault(record.key(), 0L) == record.offset())
                .filter(record -> record.value() != null || !sim.is(Mutant.READ_NO_ENDS))
                .forEach(records::accept);
    }

    private static RecoveryLog merged(WorldRef world, RecoveryLog log, RecoveryLog old) {
        var journal = new ArrayList<>(log.journal());
        old.journal().stream()
                .map(entry -> new JournalEntry(world.uid(), entry.owner(), entry.atMs(), entry.session()))
                .forEach(journal::add);
        var ended = new HashSet<>(log.ended());
        ended.addAll(old.ended());
        return new RecoveryLog(journal, ended, List.copyOf(log.handoffs()), List.copyOf(log.checkpoints()));
    }
}
