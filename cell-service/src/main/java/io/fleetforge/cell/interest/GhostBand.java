package io.fleetforge.cell.interest;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import java.util.List;

/**
 * The part of a host's cells that is visible from cells of other hosts, by one topology. Pure.
 *
 * @param shared whether the world has other hosts at all
 * @param strips one per cell of the host that is visible from others
 */
public record GhostBand(boolean shared, List<Strip> strips) {

    public GhostBand {
        strips = List.copyOf(strips);
    }

    /**
     * A cell that is visible from cells of other hosts.
     *
     * @param onlookers those cells
     * @param radius view radius of a player, world units
     */
    public record Strip(CellAssignment cell, List<Bounds> onlookers, double radius) {

        public Strip {
            onlookers = List.copyOf(onlookers);
        }

        /** Whether a player in another host's cell may see the position. */
        public boolean isVisible(double x, double y) {
            for (var onlooker : onlookers) {
                if (onlooker.isWithin(radius, x, y)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * @param host the host whose cells are visible
     * @param radius view radius of a player, world units
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
