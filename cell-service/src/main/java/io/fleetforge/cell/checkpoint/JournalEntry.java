package io.fleetforge.cell.checkpoint;

/**
 * A session as it was written down when it began or changed its owner. A session that ended has no entry but a mark, see
 * {@link Survivors}.
 *
 * @param world UID of the world
 * @param atMs milliseconds since 1970
 */
public record JournalEntry(String world, Owner owner, long atMs, SavedSession session) {}
