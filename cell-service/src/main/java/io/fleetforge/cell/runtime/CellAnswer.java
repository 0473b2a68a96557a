package io.fleetforge.cell.runtime;

import io.fleetforge.cell.replay.Recording;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.cell.simulation.Positions;
import java.util.List;

/** What a cell answers. Expected refusals are values. */
public sealed interface CellAnswer {

    /** Done; the entity as it is now. */
    record Done(Entity entity, String cell, long epoch) implements CellAnswer {}

    /** All entities of the cell, at one tick boundary. */
    record Present(List<Entity> entities, String cell, long epoch) implements CellAnswer {
        public Present {
            entities = List.copyOf(entities);
        }
    }

    /** Positions of all entities, at one tick boundary. */
    record Surveyed(Positions positions) implements CellAnswer {}

    /** What changed the cell lately. */
    record Recorded(Recording recording) implements CellAnswer {}

    /** The cell is at its capacity. */
    record Full(int limit) implements CellAnswer {}

    /** No such entity, or the cell has ended: ask the cell that owns the session now. */
    record Absent() implements CellAnswer {}

    /** The mailbox is full or the cell failed: try again in a moment. */
    record Busy(String reason) implements CellAnswer {}

    /** The input can never be carried out. */
    record Refused(String reason) implements CellAnswer {}
}
