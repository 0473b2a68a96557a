package io.fleetforge.controller.scaling;

import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Proposals that the limits of the spec require whatever the load, when one was raised above or lowered below the number of
 * cells: no window and no cooldown, only cells that report.
 *
 * @param proposals the best first; empty when the number of cells is within the limits, or none is possible now
 * @param blocked why none will be possible; empty when one is, or some cell has not reported yet
 */
record LimitProposals(List<ScalingProposal> proposals, Optional<Blocked> blocked) {

    private static final LimitProposals NONE = new LimitProposals(List.of(), Optional.empty());

    LimitProposals {
        proposals = List.copyOf(proposals);
    }

    static LimitProposals of(ScalingView view) {
        var cells = view.topology().cells().size();
        var limits = view.rules().limits();
        if (cells < limits.minCells()) {
            return splits(view);
        }
        return cells > limits.maxCells() ? merges(view) : NONE;
    }

    /** The fullest cell first, then the largest. */
    private static LimitProposals splits(ScalingView view) {
        var limits = view.rules().limits();
        var why = String.format(
                Locale.ROOT,
                "the world has %d cells, spec.scaling.minCells is %d",
                view.topology().cells().size(),
                limits.minCells());
        var proposals = view.topology().cells().stream()
                .filter(cell -> view.load(cell).isPresent() && Guard.isDivisible(cell, limits.minCellSize()))
                .sorted(Comparator.<Cell>comparingInt(cell -> -players(view, cell))
                        .thenComparingDouble(
                                cell -> -cell.bounds().width() * cell.bounds().height()))
                .<ScalingProposal>map(cell -> new ScalingProposal.Split(cell, why))
                .toList();
        return of(
                proposals,
                view,
                Blocked.of(
                        Reason.MIN_CELL_SIZE,
                        why + ", and each half of a cell would have a side below spec.topology.minCellSize "
                                + limits.minCellSize()));
    }

    /** The emptiest pair first, and none that together is too full for one cell. */
    private static LimitProposals merges(ScalingView view) {
        var why = String.format(
                Locale.ROOT,
                "the world has %d cells, more than its limit of %d (spec.scaling.maxCells, else spec.topology.maxCells)",
                view.topology().cells().size(),
                view.rules().limits().maxCells());
        var proposals = Neighbours.of(view.topology().cells()).stream()
                .filter(pair -> view.load(pair.first()).isPresent()
                        && view.load(pair.second()).isPresent())
                .filter(pair -> players(view, pair) <= view.rules().thresholds().playersPerCell())
                .sorted(Comparator.comparingInt(pair -> players(view, pair)))
                .<ScalingProposal>map(pair -> new ScalingProposal.Merge(pair.first(), pair.second(), why))
                .toList();
        return of(
                proposals,
                view,
                Blocked.of(
                        Reason.MAX_CELLS,
                        why
                                + ", and no two neighbours of one host form a rectangle with room for the players of both"));
    }

    private static LimitProposals of(List<ScalingProposal> proposals, ScalingView view, Blocked otherwise) {
        var allReported = view.topology().cells().stream()
                .allMatch(cell -> view.load(cell).isPresent());
        return new LimitProposals(
                proposals, proposals.isEmpty() && allReported ? Optional.of(otherwise) : Optional.empty());
    }

    private static int players(ScalingView view, Neighbours.Pair pair) {
        return players(view, pair.first()) + players(view, pair.second());
    }

    private static int players(ScalingView view, Cell cell) {
        return view.load(cell).map(LoadReading::players).orElse(0);
    }
}
