package io.fleetforge.cell.interest;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import java.util.List;

/**
 * Which part of a host's cells is within sight of cells of other hosts, by one topology. Pure.
 *
 * @param shared whether other hosts belong to the world at all
 * @param strips one per cell of the host that borders others
 */
public record GhostBand(boolean shared, List<Strip> strips) {

    public GhostBand {
        strips = List.copyOf(strips);
    }

    /**
     * A cell that others look into.
     *
     * @param onlookers the cells that do
     * @param radius how far they see, world units
     */
    public record Strip(CellAssignment cell, List<Bounds> onlookers, double radius) {

        public Strip {
            onlookers = List.copyOf(onlookers);
        }

        /** Whether somebody in another host's cell may see the place. */
        public boolean isSeen(double x, double y) {
            for (var onlooker : onlookers) {
                if (onlooker.isWithin(radius, x, y)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * @param host whose cells are looked into
     * @param radius how far a player sees, world units
     */
    public static GhostBand of(TopologyMessage topology, String host, double radius) {
        var others = topology.cells().stream()
                .filter(cell -> !cell.host().equals(host))
                .map(CellAssignment::bounds)
                .toList();
        var strips = topology.cells().stream()
                .filter(cell -> cell.host().equals(host))
                .map(cell -> new Strip(
                        cell,
                        others.stream()
                                .filter(other -> other.isWithin(radius, cell.bounds()))
                                .toList(),
                        radius))
                .filter(strip -> !strip.onlookers().isEmpty())
                .toList();
        return new GhostBand(topology.hosts().size() > 1, strips);
    }
}
