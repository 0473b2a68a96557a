package io.fleetforge.cell.gateway;

import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.runtime.problem.ProblemException;
import java.util.Optional;

/** Locates a position: in the world or not, on this host or on another. */
final class CellLocator {

    private final CellHost host;
    private final Fence fence;

    CellLocator(CellHost host, Fence fence) {
        this.host = host;
        this.fence = fence;
    }

    /**
     * Checks that this host may admit players, and that the position is in the world.
     *
     * @throws ProblemException 400 when it is outside the world, 503 when this host stops, is fenced or has no topology
     */
    void requireAdmissible(double x, double y) {
        requireInWorld(x, y);
        fence.requireOpen();
        if (host.stopping()) {
            throw CellClient.busy("the host is stopping");
        }
        if (host.topology() == null) {
            throw CellClient.busy("the host has no topology yet");
        }
    }

    /** Whether the name is of another host that the topology lists. */
    boolean isOtherListed(String name) {
        var topology = host.topology();
        return !host.identity().host().equals(name)
                && topology != null
                && topology.hosts().stream().anyMatch(listed -> listed.name().equals(name));
    }

    /** @throws ProblemException 400 when the position is outside the world */
    void requireInWorld(double x, double y) {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new ProblemException(400, "not-finite", "x and y must be finite");
        }
        var topology = host.topology();
        if (topology != null && !topology.bounds().contains(x, y)) {
            throw new ProblemException(
                    400, "outside-world", "(%s, %s) lies outside the world %s".formatted(x, y, topology.bounds()));
        }
    }

    /** The cell at the position when the topology assigns it to another host. */
    Optional<CellAssignment> elsewhere(double x, double y) {
        var topology = host.topology();
        return topology == null
                ? Optional.empty()
                : topology.cells().stream()
                        .filter(cell -> cell.bounds().contains(x, y))
                        .filter(cell -> !cell.host().equals(host.identity().host()))
                        .findFirst();
    }
}
