package io.fleetforge.cell.recovery;

import io.fleetforge.cell.checkpoint.Checkpoint;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What was kept of one world.
 *
 * @param journal the last entry of each session
 * @param ended ids of sessions that ended
 * @param given the last word of each session that was given from host to host
 * @param checkpoints the last of each cell
 */
public record RecoveryLog(
        Collection<JournalEntry> journal,
        Set<String> ended,
        Collection<HandedOffSession> given,
        Collection<Checkpoint> checkpoints) {

    public RecoveryLog {
        journal = List.copyOf(journal);
        ended = Set.copyOf(ended);
        given = List.copyOf(given);
        checkpoints = List.copyOf(checkpoints);
    }
}
