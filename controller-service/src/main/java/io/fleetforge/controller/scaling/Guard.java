package io.fleetforge.controller.scaling;

import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.controller.partition.BalancedSplit;
import io.fleetforge.controller.partition.WorldPartitioner;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One limit on proposals. */
interface Guard {

    /** Why the proposal is blocked now; empty when this guard allows it. */
    Optional<Blocked> objection(ScalingProposal proposal, ScalingView view);

    /** In the order in which they are asked: what an operator must change first, what passes by itself last. */
    static List<Guard> all() {
        return List.of(paused(), maxCells(), minCells(), minCellSize(), cooldown());
    }

    static Guard paused() {
        return (proposal, view) -> view.rules().paused()
                ? Optional.of(Blocked.of(
                        Reason.PAUSED,
                        "annotation fleetforge.io/scaling-paused is \"true\": load waits to be answered"))
                : Optional.empty();
    }

    static Guard maxCells() {
        return (proposal, view) -> {
            var most = view.rules().limits().maxCells();
            return proposal instanceof ScalingProposal.Split
                            && view.topology().cells().size() >= most
                    ? Optional.of(Blocked.of(
                            Reason.MAX_CELLS,
                            "a cell is too full, and the world has its limit of " + most
                                    + " cells (spec.scaling.maxCells, else spec.topology.maxCells)"))
                    : Optional.empty();
        };
    }

    static Guard minCells() {
        return (proposal, view) -> {
            var fewest = view.rules().limits().minCells();
            return proposal instanceof ScalingProposal.Merge
                            && view.topology().cells().size() <= fewest
                    ? Optional.of(Blocked.of(
                            Reason.MIN_CELLS,
                            "neighbours are nearly empty, and the world is at its minimum of " + fewest
                                    + " cells (spec.scaling.minCells)"))
                    : Optional.empty();
        };
    }

    /** A split must exist, and separate the players as far as their positions are known. */
    static Guard minCellSize() {
        return (proposal, view) -> proposal instanceof ScalingProposal.Split(var cell, var why)
                ? view.spread(cell)
                        .map(spread -> BalancedSplit.of(cell.bounds(), spread, size(view)))
                        .map(split -> split.isEmpty() ? tooSmall(view) : tooDense(split.get(), view))
                        .orElseGet(() -> isDivisible(cell, size(view)) ? Optional.empty() : tooSmall(view))
                : Optional.empty();
    }

    /** The cells of a change rest for a while; the first partition of a world may be split at once. */
    static Guard cooldown() {
        return (proposal, view) -> quietUntil(proposal, view)
                .filter(view.now()::isBefore)
                .map(until -> new Blocked(
                        Reason.COOLDOWN,
                        "the area changed less than "
                                + view.rules().timing().cooldown().toString().substring(2)
                                + " ago (spec.scaling.cooldown)",
                        Optional.of(until)));
    }

    private static Optional<Instant> quietUntil(ScalingProposal proposal, ScalingView view) {
        var changed = switch (proposal) {
            case ScalingProposal.Split(var cell, var why) ->
                cell.parents().isEmpty() ? Stream.<Instant>of() : born(proposal, view);
            case ScalingProposal.Merge merge -> born(merge, view);
        };
        return changed.max(Comparator.naturalOrder())
                .map(born -> born.plus(view.rules().timing().cooldown()));
    }

    private static Stream<Instant> born(ScalingProposal proposal, ScalingView view) {
        return proposal.cells().stream().flatMap(cell -> view.born(cell).stream());
    }

    /** Whether both halves of the cell have sides of {@code minSize} at least. */
    static boolean isDivisible(Cell cell, double minSize) {
        var halves = WorldPartitioner.halve(cell.bounds());
        return !halves.isEmpty() && halves.stream().allMatch(half -> Math.min(half.width(), half.height()) >= minSize);
    }

    private static double size(ScalingView view) {
        return view.rules().limits().minCellSize();
    }

    private static Optional<Blocked> tooSmall(ScalingView view) {
        return Optional.of(Blocked.of(
                Reason.MIN_CELL_SIZE,
                "a cell is too full, and a part of it would have a side below spec.topology.minCellSize "
                        + size(view)));
    }

    private static Optional<Blocked> tooDense(BalancedSplit split, ScalingView view) {
        return split.partsPlayers()
                ? Optional.empty()
                : Optional.of(Blocked.of(
                        Reason.CROWD_TOO_DENSE,
                        "a cell is too full, and its players stand too close together to be parted by cells of"
                                + " spec.topology.minCellSize " + size(view)));
    }
}
