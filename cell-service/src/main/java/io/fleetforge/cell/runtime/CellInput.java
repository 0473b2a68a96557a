package io.fleetforge.cell.runtime;

import io.fleetforge.cell.simulation.EntityStore.Entity;
import java.util.concurrent.CompletableFuture;

/** A request to a cell. Each is answered exactly once, by the cell's writer or when the cell ends. */
public sealed interface CellInput {

    CompletableFuture<CellAnswer> answer();

    /** An entity enters: a join, or a crossing from a neighbour on this host. */
    record Enter(Entity entity, CompletableFuture<CellAnswer> answer) implements CellInput {}

    /** The entity shall head for a point. */
    record SetTarget(String id, double x, double y, CompletableFuture<CellAnswer> answer) implements CellInput {}

    /** Where is the entity? */
    record Locate(String id, CompletableFuture<CellAnswer> answer) implements CellInput {}

    /** Requests all entities. Answered by {@link CellAnswer.Present}. */
    record ListEntities(CompletableFuture<CellAnswer> answer) implements CellInput {}

    /** Requests all positions. Answered by {@link CellAnswer.Surveyed}; the writer only copies coordinates. */
    record Survey(CompletableFuture<CellAnswer> answer) implements CellInput {}

    /** Requests what changed the cell lately. Answered by {@link CellAnswer.Recorded}. */
    record Record(CompletableFuture<CellAnswer> answer) implements CellInput {}

    record Leave(String id, CompletableFuture<CellAnswer> answer) implements CellInput {}
}
