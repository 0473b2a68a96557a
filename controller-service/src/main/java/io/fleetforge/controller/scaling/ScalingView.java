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
     * @param born not before the cell was cut
     * @param load empty while the cell is silent
     * @param spread where its players are; empty when nobody said
     */
    public record Insight(Instant born, Optional<LoadReading> load, Optional<PlayerSpread> spread) {}

    Optional<LoadReading> load(Cell cell) {
        return insight(cell).flatMap(Insight::load);
    }

    Optional<PlayerSpread> spread(Cell cell) {
        return insight(cell).flatMap(Insight::spread);
    }

    /** Where to cut the cell so that its players are parted evenly; empty when nobody knows, or no cut parts them. */
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

    /** Since when there has been a player somewhere without a break; empty when nobody is known to be here. */
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
