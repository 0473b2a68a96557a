package io.fleetforge.controller.scaling;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.message.PlayerSpread;
import io.fleetforge.controller.partition.BalancedSplit;
import io.fleetforge.controller.partition.SplitLine;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything a scaling decision is made from.
 *
 * @param cells what is known of the cells of {@code topology}, by id; one may be missing
 */
public record ScalingView(WorldTopologySpec topology, Map<String, Insight> cells, ScalingRules rules, Instant now) {

    public ScalingView {
        Objects.requireNonNull(topology, "topology");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(now, "now");
        cells = Map.copyOf(cells);
    }

    /**
     * What is known of a cell.
     *
     * @param born not before the cell was created
     * @param load empty while the cell is silent
     * @param spread positions of its players; empty when unreported
     */
    public record Insight(Instant born, Optional<LoadReading> load, Optional<PlayerSpread> spread) {}

    Optional<LoadReading> load(Cell cell) {
        return insight(cell).flatMap(Insight::load);
    }

    Optional<PlayerSpread> spread(Cell cell) {
        return insight(cell).flatMap(Insight::spread);
    }

    /** The line that splits the cell's players evenly; empty when positions are unknown, or no line separates them. */
    public Optional<SplitLine> line(Cell cell) {
        return spread(cell)
                .flatMap(spread ->
                        BalancedSplit.of(cell.bounds(), spread, rules.limits().minCellSize()))
                .filter(BalancedSplit::partsPlayers)
                .map(BalancedSplit::line);
    }

    Optional<Instant> born(Cell cell) {
        return insight(cell).map(Insight::born);
    }

    /** Whether a load that began at {@code since} has held for the whole window. */
    boolean isWhole(Instant since) {
        return !since.plus(rules.timing().window()).isAfter(now);
    }

    /** Whether every cell has a whole window of samples, so that silence of a guard means something. */
    boolean isWhole() {
        return topology.cells().stream()
                .allMatch(
                        cell -> load(cell).filter(load -> isWhole(load.since())).isPresent());
    }

    /** Since when the world has had a player without a break; empty when none is known. */
    Optional<Instant> peopledSince() {
        return topology.cells().stream()
                .flatMap(cell -> load(cell).stream())
                .reduce(LoadReading::plus)
                .flatMap(world -> world.atLeastSince(1));
    }

    private Optional<Insight> insight(Cell cell) {
        return Optional.ofNullable(cells.get(cell.id()));
    }
}
