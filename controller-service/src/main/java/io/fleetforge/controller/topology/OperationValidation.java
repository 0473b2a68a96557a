package io.fleetforge.controller.topology;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.controller.operation.ManualOperation;
import io.fleetforge.controller.partition.SplitLine;
import io.fleetforge.controller.partition.WorldPartitioner;
import io.fleetforge.controller.scaling.ScalingProposal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether a requested operation can be carried out on a topology. Pure. */
public sealed interface OperationValidation {

    /** The request itself, for its removal. */
    ManualOperation operation();

    /**
     * It can.
     *
     * @param cells those it replaces
     * @param line where a cell is split; empty for its middle, and for a merge
     */
    record Accepted(ManualOperation operation, List<Cell> cells, Optional<SplitLine> line)
            implements OperationValidation {
        public Accepted {
            cells = List.copyOf(cells);
        }

        Accepted(ManualOperation operation, List<Cell> cells) {
            this(operation, cells, Optional.empty());
        }

        /** A proposal of the load is carried out the same way. */
        public static Accepted of(ScalingProposal proposal, Function<Cell, Optional<SplitLine>> lines) {
            return switch (proposal) {
                case ScalingProposal.Split(var cell, var why) ->
                    new Accepted(new ManualOperation.Split(cell.id()), List.of(cell), lines.apply(cell));
                case ScalingProposal.Merge merge ->
                    new Accepted(
                            new ManualOperation.Merge(
                                    merge.cells().stream().map(Cell::id).toList()),
                            merge.cells());
            };
        }
    }

    /** The same result with a split along the line that {@code lines} has for the cell. */
    default OperationValidation along(Function<Cell, Optional<SplitLine>> lines) {
        return this instanceof Accepted(ManualOperation.Split split, var cells, var line)
                ? new Accepted(split, cells, lines.apply(cells.getFirst()))
                : this;
    }

    /**
     * Already carried out: the request was not removed then, or is made again. {@code result} names what is in force.
     */
    record Done(ManualOperation operation, String result) implements OperationValidation {}

    /** It cannot be; {@code reason} names the limit. */
    record Refused(ManualOperation operation, String reason) implements OperationValidation {}

    /** Limits that apply to a manual operation too. */
    record OperationLimits(int minCells, int maxCells, double minCellSize, int cellsPerHost) {}

    static OperationValidation of(ManualOperation operation, WorldTopologySpec topology, OperationLimits limits) {
        return switch (operation) {
            case ManualOperation.Split split -> split(split, topology, limits);
            case ManualOperation.Merge merge -> merge(merge, topology, limits);
            case ManualOperation.Move move -> move(move, topology, limits);
        };
    }

    private static OperationValidation split(
            ManualOperation.Split split, WorldTopologySpec topology, OperationLimits limits) {
        var cell = find(topology, split.cell());
        if (cell.isEmpty()) {
            return missing(split, List.of(split.cell()), topology);
        }
        if (topology.cells().size() >= limits.maxCells()) {
            return new Refused(
                    split, "the world has its limit of " + limits.maxCells() + " cells (spec.topology.maxCells)");
        }
        var halves = WorldPartitioner.halve(cell.get().bounds());
        if (halves.isEmpty()
                || halves.stream().anyMatch(half -> Math.min(half.width(), half.height()) < limits.minCellSize())) {
            return new Refused(
                    split,
                    "half of " + split.cell() + " would have a side below spec.topology.minCellSize "
                            + limits.minCellSize());
        }
        return new Accepted(split, List.of(cell.get()));
    }

    private static OperationValidation merge(
            ManualOperation.Merge merge, WorldTopologySpec topology, OperationLimits limits) {
        var cells = merge.cells().stream()
                .flatMap(id -> find(topology, id).stream())
                .toList();
        if (cells.size() < merge.cells().size()) {
            return missing(merge, merge.cells(), topology);
        }
        if (cells.size() != 2) {
            return new Refused(merge, "a merge takes two cells, got " + cells.size());
        }
        var first = cells.getFirst();
        var second = cells.getLast();
        if (!first.bounds().tilesWith(second.bounds())) {
            return new Refused(merge, first.id() + " and " + second.id() + " do not form a rectangle");
        }
        if (topology.cells().size() <= limits.minCells()) {
            return new Refused(
                    merge, "the world is at its minimum of " + limits.minCells() + " cells (spec.scaling.minCells)");
        }
        return new Accepted(merge, cells);
    }

    /**
     * Only to a host that has cells and capacity: the placement uses only the hosts that it needs, and would move it back.
     */
    private static OperationValidation move(
            ManualOperation.Move move, WorldTopologySpec topology, OperationLimits limits) {
        var cell = find(topology, move.cell());
        if (cell.isEmpty()) {
            return missing(move, List.of(move.cell()), topology);
        }
        if (cell.get().host().equals(move.host())) {
            return new Done(move, move.cell() + " runs on " + move.host());
        }
        var hosts = topology.cells().stream().map(Cell::host).distinct().toList();
        if (!hosts.contains(move.host())) {
            return new Refused(
                    move,
                    "no host \"" + move.host() + "\" with cells; <cell>=<host> takes one of "
                            + String.join(", ", hosts));
        }
        if (topology.cellsOf(move.host()).size() >= limits.cellsPerHost()) {
            return new Refused(
                    move,
                    move.host() + " has its limit of " + limits.cellsPerHost() + " cells (spec.capacity.cellsPerHost)");
        }
        return new Accepted(move, List.of(cell.get()));
    }

    /** Gone because it was done, or never there. */
    private static OperationValidation missing(
            ManualOperation operation, List<String> ids, WorldTopologySpec topology) {
        var heirs = topology.cells().stream()
                .filter(cell -> Set.copyOf(cell.parents()).equals(Set.copyOf(ids)))
                .map(Cell::id)
                .toList();
        var done = switch (operation) {
            case ManualOperation.Split split -> heirs.size() >= 2;
            case ManualOperation.Merge merge -> heirs.size() == 1;
            case ManualOperation.Move move -> false;
        };
        if (done) {
            return new Done(operation, String.join(", ", heirs) + " replaced " + String.join(", ", ids));
        }
        var present = topology.cells().stream().map(Cell::id).collect(Collectors.joining(", "));
        return new Refused(operation, "no such cell among " + String.join(", ", ids) + "; the world has " + present);
    }

    private static Optional<Cell> find(WorldTopologySpec topology, String id) {
        return topology.cells().stream().filter(cell -> cell.id().equals(id)).findFirst();
    }
}
