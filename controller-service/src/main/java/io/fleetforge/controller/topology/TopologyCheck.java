package io.fleetforge.controller.topology;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.geometry.Tiling;
import java.util.HashSet;
import java.util.Optional;

/**
 * Last check of a record before it is written, whatever planned it: the cells tile the world (invariant I3), each has an id of its own,
 * a listed host, and an epoch that was handed out. Pure.
 */
public final class TopologyCheck {

    private TopologyCheck() {}

    /** Why {@code next} must not be written; empty when it may. */
    public static Optional<String> violation(WorldTopologySpec next) {
        var ids = new HashSet<String>();
        for (var cell : next.cells()) {
            if (!ids.add(cell.id())) {
                return Optional.of("cell " + cell.id() + " exists twice");
            }
            if (next.host(cell.host()).isEmpty()) {
                return Optional.of("cell " + cell.id() + " is on host " + cell.host() + ", which is not listed");
            }
            if (cell.epoch() > next.epoch()) {
                return Optional.of(
                        "cell " + cell.id() + " has epoch " + cell.epoch() + ", above the highest of " + next.epoch());
            }
        }
        return Tiling.violation(
                        next.source().bounds(),
                        next.cells().stream().map(Cell::bounds).toList())
                .map(reason -> "the cells do not tile the world: " + reason);
    }
}
