package io.fleetforge.cell.recovery;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.checkpoint.SessionOwner;

/**
 * A session as it was written down when it began or changed its owner. A session that ended has no entry but a mark, see
 * {@link SessionRecovery}.
 *
 * @param world UID of the world
 * @param atMs milliseconds since 1970
 */
public record JournalEntry(String world, SessionOwner owner, long atMs, SavedSession session) {}
