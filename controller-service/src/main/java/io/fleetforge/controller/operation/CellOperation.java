package io.fleetforge.controller.operation;

import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import java.util.List;

/** One step between two topologies. */
public sealed interface CellOperation {

    /** A cell that had no predecessor starts. */
    record Launch(Cell cell) implements CellOperation {}

    /** A cell ends without a successor. */
    record Retire(Cell cell) implements CellOperation {}

    /** One cell became several. */
    record Split(Cell parent, List<Cell> children) implements CellOperation {
        public Split {
            children = List.copyOf(children);
        }
    }

    /** Several cells became one. */
    record Merge(List<Cell> parents, Cell child) implements CellOperation {
        public Merge {
            parents = List.copyOf(parents);
        }
    }

    /** A cell changed its host. */
    record Move(Cell from, Cell to) implements CellOperation {}

    /** A cell stays on its host, whose pod was replaced: same bounds, higher epoch. */
    record Recover(Cell from, Cell to) implements CellOperation {}

    /** One sentence for events and plans. */
    default String describe() {
        return switch (this) {
            case Launch(var cell) -> "launch " + cell.id() + " on " + cell.host();
            case Retire(var cell) -> "retire " + cell.id() + " from " + cell.host();
            case Split(var parent, var children) -> "split " + parent.id() + " into " + ids(children);
            case Merge(var parents, var child) -> "merge " + ids(parents) + " into " + child.id();
            case Move(var from, var to) -> "move " + from.id() + " from " + from.host() + " to " + to.host();
            case Recover(var from, var to) -> "recover " + from.id() + " on " + to.host() + " at epoch " + to.epoch();
        };
    }

    private static String ids(List<Cell> cells) {
        return String.join(", ", cells.stream().map(Cell::id).toList());
    }
}
