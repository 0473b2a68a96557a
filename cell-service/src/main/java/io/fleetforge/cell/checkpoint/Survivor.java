package io.fleetforge.cell.checkpoint;

/**
 * A session that may be taken up.
 *
 * @param owner the process that had it, or that it was given to
 */
public record Survivor(SavedSession session, Owner owner) {}
