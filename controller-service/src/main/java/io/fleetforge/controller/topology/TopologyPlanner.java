package io.fleetforge.controller.topology;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.controller.operation.ManualOperation;
import io.fleetforge.controller.operation.TopologyDiff;
import io.fleetforge.controller.partition.Repartition;
import io.fleetforge.controller.partition.Repartition.Piece;
import io.fleetforge.controller.partition.WorldPartitioner;
import io.fleetforge.controller.partition.WorldPartitioner.Partition;
import io.fleetforge.controller.placement.HostPlacer;
import io.fleetforge.controller.placement.HostPlacer.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans the next topology from the demand and the present record: partition, place, raise epochs. Pure and deterministic, so a
 * restart or a new leader plans the same. Revision and epoch never fall; without change the plan is {@code Keep}.
 */
public final class TopologyPlanner {

    private TopologyPlanner() {}

    /**
     * @param current null for a world without a topology; without cells when its record was deleted and nothing is known of it
     * @param lostHosts hosts of the current topology whose pod is gone for good: their cells get a higher epoch and the
     *     host a higher incarnation
     */
    public static TopologyPlan plan(WorldDemand demand, @Nullable WorldTopologySpec current, Set<String> lostHosts) {
        return plan(demand, current, lostHosts, Optional.empty());
    }

    /**
     * @param operation an operation to carry out as well, requested by an operator or proposed by load; a new spec comes first
     */
    public static TopologyPlan plan(
            WorldDemand demand,
            @Nullable WorldTopologySpec current,
            Set<String> lostHosts,
            Optional<OperationValidation.Accepted> operation) {
        return switch (pieces(demand, current, operation)) {
            case Cutting.Refused(var message) -> new TopologyPlan.Refuse(message, recoveryChange(current, lostHosts));
            case Cutting.Done(var pieces) -> assemble(demand, current, lostHosts, pieces);
        };
    }

    /** A spec that cannot be met is no reason to leave lost hosts without a new epoch; nothing else of it is applied. */
    private static Optional<TopologyPlan.Change> recoveryChange(
            @Nullable WorldTopologySpec current, Set<String> lostHosts) {
        if (current == null) {
            return Optional.empty();
        }
        return recovery(current, lostHosts)
                .map(next -> new TopologyPlan.Change(next, TopologyDiff.between(current, next)));
    }

    /** The present cells, those of lost hosts at a new epoch; empty when nothing with cells is lost. */
    static Optional<WorldTopologySpec> recovery(WorldTopologySpec current, Set<String> lostHosts) {
        var nextEpoch = current.epoch() + 1;
        var cells = current.cells().stream()
                .map(cell -> lostHosts.contains(cell.host()) ? cell.on(cell.host(), nextEpoch) : cell)
                .toList();
        if (cells.equals(current.cells())) {
            return Optional.empty();
        }
        var hosts = hosts(cells, current, lostHosts, nextEpoch);
        return Optional.of(new WorldTopologySpec(current.revision() + 1, nextEpoch, current.source(), hosts, cells));
    }

    private static List<Piece> untouched(WorldTopologySpec current) {
        return current.cells().stream()
                .map(cell -> new Piece(cell.id(), cell.bounds(), List.of(), cell.host()))
                .toList();
    }

    private sealed interface Cutting {
        record Done(List<Piece> pieces) implements Cutting {}

        record Refused(String message) implements Cutting {}
    }

    private static Cutting pieces(
            WorldDemand demand, @Nullable WorldTopologySpec current, Optional<OperationValidation.Accepted> operation) {
        var source = demand.source();
        if (current == null || current.cells().isEmpty()) {
            return fresh(demand, List.of());
        }
        var old = untouched(current);
        if (!source.bounds().equals(current.source().bounds())) {
            return fresh(demand, current.cells());
        }
        if (source.initialCells() == current.source().initialCells()) {
            return new Cutting.Done(operation
                    .filter(accepted -> source.equals(current.source()))
                    .map(accepted -> carriedOut(old, accepted))
                    .orElse(old));
        }
        var repartitioned = Repartition.to(source.initialCells(), old, source.minCellSize());
        return repartitioned.isPresent() ? new Cutting.Done(repartitioned.get()) : fresh(demand, current.cells());
    }

    private static List<Piece> carriedOut(List<Piece> pieces, OperationValidation.Accepted accepted) {
        return switch (accepted.operation()) {
            case ManualOperation.Split(var cell) ->
                accepted.line()
                        .map(line -> Repartition.split(pieces, cell, line))
                        .orElseGet(() -> Repartition.halved(pieces, cell));
            case ManualOperation.Merge(var cells) -> Repartition.joined(pieces, cells);
            case ManualOperation.Move(var cell, var host) ->
                pieces.stream()
                        .map(piece -> cell.equals(piece.id()) ? piece.on(host) : piece)
                        .toList();
        };
    }

    private static Cutting fresh(WorldDemand demand, List<Cell> predecessors) {
        var source = demand.source();
        return switch (WorldPartitioner.partition(source.bounds(), source.initialCells(), source.minCellSize())) {
            case Partition.Impossible(var reason) -> new Cutting.Refused("spec.topology: " + reason);
            case Partition.Cells(var cells) ->
                new Cutting.Done(cells.stream()
                        .map(bounds -> successor(bounds, predecessors))
                        .toList());
        };
    }

    private static Piece successor(Bounds bounds, List<Cell> predecessors) {
        var parents = predecessors.stream()
                .filter(cell -> cell.bounds().overlaps(bounds))
                .toList();
        var host = parents.isEmpty() ? "" : parents.getFirst().host();
        return new Piece(null, bounds, parents.stream().map(Cell::id).toList(), host);
    }

    private static TopologyPlan assemble(
            WorldDemand demand, @Nullable WorldTopologySpec current, Set<String> lostHosts, List<Piece> pieces) {
        var revision = current == null ? 1 : current.revision() + 1;
        var nextEpoch = current == null ? 1 : current.epoch() + 1;
        var placement = assign(demand, pieces);
        var known = cellsById(current);
        var cells = new ArrayList<Cell>(pieces.size());
        for (var i = 0; i < pieces.size(); i++) {
            var piece = pieces.get(i);
            var host = Objects.requireNonNull(placement.get(key(i)), "every request is placed");
            var before = known.get(piece.id());
            if (before == null) {
                var id = "c" + revision + "-" + i;
                cells.add(new Cell(id, piece.bounds(), host, nextEpoch, piece.parents()));
            } else if (before.host().equals(host) && !lostHosts.contains(host)) {
                cells.add(before);
            } else {
                cells.add(before.on(host, nextEpoch));
            }
        }
        var hosts = hosts(cells, current, lostHosts, nextEpoch);
        return conclude(demand, current, cells, hosts);
    }

    private static Map<String, String> assign(WorldDemand demand, List<Piece> pieces) {
        var requests = new ArrayList<Request>(pieces.size());
        for (var i = 0; i < pieces.size(); i++) {
            var host = pieces.get(i).host();
            requests.add(new Request(
                    key(i), host.isEmpty() ? null : host, !pieces.get(i).isNew()));
        }
        return HostPlacer.place(demand.world(), requests, demand.cellsPerHost());
    }

    private static String key(int piece) {
        return Integer.toString(piece);
    }

    private static List<Host> hosts(
            List<Cell> cells, @Nullable WorldTopologySpec current, Set<String> lostHosts, long nextEpoch) {
        var names = new LinkedHashSet<String>();
        cells.forEach(cell -> names.add(cell.host()));
        return names.stream()
                .map(name -> current == null || lostHosts.contains(name)
                        ? new Host(name, nextEpoch)
                        : current.host(name).orElseGet(() -> new Host(name, nextEpoch)))
                .toList();
    }

    private static TopologyPlan conclude(
            WorldDemand demand, @Nullable WorldTopologySpec current, List<Cell> cells, List<Host> hosts) {
        var epoch = current == null ? 1 : current.epoch();
        for (var host : hosts) {
            epoch = Math.max(epoch, host.incarnation());
        }
        for (var cell : cells) {
            epoch = Math.max(epoch, cell.epoch());
        }
        if (current != null
                && current.cells().equals(cells)
                && current.hosts().equals(hosts)
                && current.source().equals(demand.source())) {
            return new TopologyPlan.Keep(current);
        }
        var revision = current == null ? 1 : current.revision() + 1;
        var next = new WorldTopologySpec(revision, epoch, demand.source(), hosts, cells);
        return new TopologyPlan.Change(next, TopologyDiff.between(current, next));
    }

    private static Map<@Nullable String, Cell> cellsById(@Nullable WorldTopologySpec topology) {
        var cells = new HashMap<@Nullable String, Cell>();
        if (topology != null) {
            topology.cells().forEach(cell -> cells.put(cell.id(), cell));
        }
        return cells;
    }
}
