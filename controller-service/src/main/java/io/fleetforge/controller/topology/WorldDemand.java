package io.fleetforge.controller.topology;

import io.fleetforge.contracts.crd.WorldSpecSpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import java.util.Objects;

/**
 * What a spec asks of the topology, read once from the spec and guarded.
 *
 * @param world name of the world; hosts are named {@code <world>-<ordinal>}
 */
public record WorldDemand(String world, Source source, int cellsPerHost) {

    public WorldDemand {
        Objects.requireNonNull(world, "world");
        Objects.requireNonNull(source, "source");
        if (cellsPerHost < 1) {
            throw new IllegalArgumentException("cellsPerHost must be >= 1, got " + cellsPerHost);
        }
    }

    /** Reads a spec that the API server accepted, so every defaulted field is present. */
    public static WorldDemand of(String world, WorldSpecSpec spec) {
        var topology = spec.topology();
        var boundaries = topology.worldBoundaries();
        var bounds = new Bounds(boundaries.xMin(), boundaries.xMax(), boundaries.yMin(), boundaries.yMax());
        var source = new Source(
                bounds,
                topology.initialCells(),
                topology.minCellSize(),
                spec.capacity().maxPlayersPerCell());
        return new WorldDemand(world, source, spec.capacity().cellsPerHost());
    }
}
