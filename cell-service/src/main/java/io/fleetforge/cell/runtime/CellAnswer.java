package io.fleetforge.cell.runtime;

import io.fleetforge.cell.simulation.EntityStore.Entity;

/** What a cell answers. Expected refusals are values. */
public sealed interface CellAnswer {

    /** Done; the entity as it is now. */
    record Done(Entity entity, String cell, long epoch) implements CellAnswer {}

    /** The cell admits no more. */
    record Full(int limit) implements CellAnswer {}

    /** No such entity here: it crossed or left. */
    record Absent() implements CellAnswer {}

    /** The cell ends or its mailbox is full: try again in a moment. */
    record Busy(String reason) implements CellAnswer {}
}
