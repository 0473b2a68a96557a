package io.fleetforge.cell.checkpoint;

import java.util.List;
import java.util.Objects;

/**
 * The entities of a cell at a tick boundary, complete enough to continue the cell elsewhere.
 *
 * @param world UID of the world
 * @param cell id of the cell
 * @param epoch under which the cell ran
 * @param owner the process that ran it
 * @param takenAtMs milliseconds since 1970
 */
public record Checkpoint(
        String world, String cell, long epoch, SessionOwner owner, long takenAtMs, List<SavedSession> sessions) {

    public Checkpoint {
        Objects.requireNonNull(world, "world");
        Objects.requireNonNull(cell, "cell");
        Objects.requireNonNull(owner, "owner");
        sessions = List.copyOf(sessions);
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch must be >= 0, got " + epoch);
        }
    }
}
