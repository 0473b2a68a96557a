package io.fleetforge.cell.replay;

import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;
import java.util.List;
import java.util.Objects;

/**
 * The entities that a cell had, all that changed since, and the hash of the state that it has now. The same changes give the same hash.
 *
 * @param cell id of the cell
 * @param epoch under which it runs
 * @param maxStep longest distance of an entity per tick, world units
 * @param entities at the beginning, in the order of their slots
 * @param hash of the state at the end, hexadecimal, see {@link io.fleetforge.cell.simulation.StateHash}
 */
public record Recording(
        String cell,
        long epoch,
        Bounds bounds,
        double maxStep,
        List<Entity> entities,
        List<Change> changes,
        String hash) {

    public Recording {
        Objects.requireNonNull(cell, "cell");
        Objects.requireNonNull(bounds, "bounds");
        Objects.requireNonNull(hash, "hash");
        entities = List.copyOf(entities);
        changes = List.copyOf(changes);
        if (!(maxStep > 0)) {
            throw new IllegalArgumentException("maxStep must be positive, got " + maxStep);
        }
    }
}
