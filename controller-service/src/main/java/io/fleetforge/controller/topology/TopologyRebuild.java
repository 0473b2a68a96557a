package io.fleetforge.controller.topology;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.message.TopologyMessage;
import java.util.List;
import java.util.Optional;

/**
 * Continues a world whose WorldTopology was deleted: with the cells and hosts that were published last, above every revision and epoch
 * that may have been handed out, since hosts ignore a lower revision and refuse a lower incarnation. Pure.
 */
public final class TopologyRebuild {

    /** Changes that were written and are in no status yet: a controller that crashes before each status leaves one each time. */
    static final long MARGIN = 100;

    private TopologyRebuild() {}

    /**
     * The record to plan from when there is none.
     *
     * @param published what the topic holds of this very world
     * @param highest revision or incarnation in status and pods, 0 for none; an epoch is never above the revision
     * @return without cells when none were published; empty for a world that never had a topology
     */
    public static Optional<WorldTopologySpec> base(
            WorldDemand demand, Optional<TopologyMessage> published, long highest) {
        if (published.isEmpty() && highest == 0) {
            return Optional.empty();
        }
        var floor = Math.max(highest, published.map(TopologyMessage::revision).orElse(0L)) + MARGIN;
        return Optional.of(published
                .map(message -> continued(demand.source(), message, floor))
                .orElseGet(() -> new WorldTopologySpec(floor, floor, demand.source(), List.of(), List.of())));
    }

    /** The spec of the published partition is not known: what hosts do not read is taken as unchanged. */
    private static WorldTopologySpec continued(Source demanded, TopologyMessage message, long floor) {
        return new WorldTopologySpec(
                floor,
                floor,
                new Source(
                        message.bounds(), demanded.initialCells(), demanded.minCellSize(), message.maxPlayersPerCell()),
                message.hosts().stream()
                        .map(host -> new Host(host.name(), host.incarnation()))
                        .toList(),
                message.cells().stream()
                        .map(cell -> new Cell(cell.id(), cell.bounds(), cell.host(), cell.epoch(), cell.parents()))
                        .toList());
    }

    /** A plan that writes the record in any case: the planned change, else {@code base} at the next revision. */
    public static TopologyPlan written(TopologyPlan plan, WorldTopologySpec base) {
        return switch (plan) {
            case TopologyPlan.Change change -> change;
            case TopologyPlan.Keep keep -> reissued(base);
            case TopologyPlan.Refuse(var message, var recovery) ->
                new TopologyPlan.Refuse(
                        message,
                        recovery.or(() -> base.cells().isEmpty() ? Optional.empty() : Optional.of(reissued(base))));
        };
    }

    private static TopologyPlan.Change reissued(WorldTopologySpec base) {
        return new TopologyPlan.Change(
                new WorldTopologySpec(base.revision() + 1, base.epoch(), base.source(), base.hosts(), base.cells()),
                List.of());
    }
}
