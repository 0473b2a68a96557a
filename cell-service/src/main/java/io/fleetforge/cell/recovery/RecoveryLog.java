package io.fleetforge.cell.recovery;

import io.fleetforge.cell.checkpoint.Checkpoint;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Everything the topics hold of one world.
 *
 * @param journal the last entry of each session
 * @param ended ids of sessions that ended
 * @param handoffs the last handoff of each session
 * @param checkpoints all that name a session that no newer one names
 */
public record RecoveryLog(
        Collection<JournalEntry> journal,
        Set<String> ended,
        Collection<HandedOffSession> handoffs,
        Collection<Checkpoint> checkpoints) {

    public RecoveryLog {
        journal = List.copyOf(journal);
        ended = Set.copyOf(ended);
        handoffs = List.copyOf(handoffs);
        checkpoints = List.copyOf(checkpoints);
    }
}
