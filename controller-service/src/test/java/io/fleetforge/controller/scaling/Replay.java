package io.fleetforge.controller.scaling;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Point;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.contracts.message.HostTelemetry;
import io.fleetforge.contracts.message.HostTelemetry.CellSample;
import io.fleetforge.contracts.message.PlayerSpread;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.controller.operation.CellOperation;
import io.fleetforge.controller.topology.OperationValidation;
import io.fleetforge.controller.topology.TopologyPlan;
import io.fleetforge.controller.topology.TopologyPlanner;
import io.fleetforge.controller.topology.WorldDemand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A world that is partitioned by its load: one sample and one decision a second, each step carried out by the planner.
 */
final class Replay {

    private static final WorldRef REF = new WorldRef("default", "w", "u-1");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ScalingRules rules;
    private final WorldDemand demand;
    private final LoadHistory history = new LoadHistory();
    private final Map<String, Integer> above = new HashMap<>();
    private final Map<String, Integer> splitAt = new HashMap<>();
    private final List<Integer> undoneAfter = new ArrayList<>();
    private final Set<Reason> limits = EnumSet.noneOf(Reason.class);
    private WorldTopologySpec topology;
    private Instant written = START;
    private int splits;
    private int merges;
    private int mostCells;
    private int longestAbove;

    /**
     * Result of a replay.
     *
     * @param undoneAfter for each half of a split that was merged again: how long after the split, seconds
     * @param longestAbove longest time that one cell was at the threshold or above, seconds
     * @param limits guards other than the cooldown that blocked a proposal
     */
    record Outcome(
            int splits,
            int merges,
            List<Integer> undoneAfter,
            int mostCells,
            int longestAbove,
            int cells,
            Set<Reason> limits) {

        long undoneWithin(long seconds) {
            return undoneAfter.stream().filter(after -> after < seconds).count();
        }
    }

    Replay(ScalingRules rules) {
        this.rules = rules;
        var limits = rules.limits();
        demand = new WorldDemand(
                "w",
                new Source(
                        Trace.WORLD,
                        limits.initialCells(),
                        limits.minCellSize(),
                        rules.thresholds().playersPerCell()),
                200);
        topology = ((TopologyPlan.Change) TopologyPlanner.plan(demand, null, Set.of())).next();
    }

    Outcome play(Trace trace) {
        for (var second = 0; second <= trace.seconds(); second++) {
            step(second, trace.at(second));
        }
        return new Outcome(
                splits,
                merges,
                undoneAfter,
                mostCells,
                longestAbove,
                topology.cells().size(),
                limits);
    }

    private void step(int second, List<Point> players) {
        var now = START.plusSeconds(second);
        history.follow("u-1", topology, rules.timing().window(), written);
        var positions = positions(players);
        history.note(sample(positions, now), now);
        observe(positions);
        var view = new ScalingView(topology, insights(positions, now), rules, now);
        var decision = ScalingDecision.of(view);
        decision.limit().ifPresent(block -> limits.add(block.reason()));
        decision.step().ifPresent(proposal -> carryOut(proposal, view, second));
    }

    private void carryOut(ScalingProposal proposal, ScalingView view, int second) {
        var plan = TopologyPlanner.plan(
                demand, topology, Set.of(), Optional.of(OperationValidation.Accepted.of(proposal, view::line)));
        topology = ((TopologyPlan.Change) plan).next();
        written = view.now();
        mostCells = Math.max(mostCells, topology.cells().size());
        switch (plan.operations().getFirst()) {
            case CellOperation.Split(var parent, var children) -> {
                splits++;
                children.forEach(child -> splitAt.put(child.id(), second));
            }
            case CellOperation.Merge(var parents, var child) -> {
                merges++;
                parents.stream()
                        .flatMap(parent -> Optional.ofNullable(splitAt.remove(parent.id())).stream())
                        .forEach(at -> undoneAfter.add(second - at));
            }
            case CellOperation.Launch other -> throw new AssertionError(other);
            case CellOperation.Retire other -> throw new AssertionError(other);
            case CellOperation.Move other -> throw new AssertionError(other);
            case CellOperation.Recover other -> throw new AssertionError(other);
        }
    }

    private void observe(Map<String, List<Point>> positions) {
        above.keySet().retainAll(positions.keySet());
        positions.forEach((cell, players) -> {
            var seconds = players.size() >= rules.thresholds().splitsFrom() ? above.getOrDefault(cell, 0) + 1 : 0;
            above.put(cell, seconds);
            longestAbove = Math.max(longestAbove, seconds);
        });
    }

    private Map<String, List<Point>> positions(List<Point> players) {
        var positions = new HashMap<String, List<Point>>();
        topology.cells().forEach(cell -> positions.put(cell.id(), new ArrayList<>()));
        for (var player : players) {
            for (var cell : topology.cells()) {
                if (cell.bounds().contains(player)) {
                    positions.get(cell.id()).add(player);
                    break;
                }
            }
        }
        return positions;
    }

    private HostTelemetry sample(Map<String, List<Point>> positions, Instant at) {
        return new HostTelemetry(
                REF,
                "w-0",
                1,
                "process",
                topology.revision(),
                at,
                topology.cells().stream()
                        .map(cell -> new CellSample(
                                cell.id(),
                                cell.epoch(),
                                CellState.RUNNING,
                                positions.get(cell.id()).size(),
                                0,
                                0,
                                0))
                        .toList());
    }

    private Map<String, ScalingView.Insight> insights(Map<String, List<Point>> positions, Instant now) {
        var insights = new HashMap<String, ScalingView.Insight>();
        history.known("u-1", topology, now)
                .forEach((id, known) -> insights.put(
                        id, new ScalingView.Insight(known.born(), known.load(), spread(id, positions.get(id)))));
        return insights;
    }

    private Optional<PlayerSpread> spread(String id, List<Point> players) {
        if (players.isEmpty()) {
            return Optional.empty();
        }
        var bounds = topology.cells().stream()
                .filter(cell -> cell.id().equals(id))
                .map(Cell::bounds)
                .findFirst()
                .orElseThrow();
        return Optional.of(PlayerSpread.of(
                players.stream().mapToDouble(Point::x).sorted().toArray(),
                players.stream().mapToDouble(Point::y).sorted().toArray(),
                bounds));
    }
}
