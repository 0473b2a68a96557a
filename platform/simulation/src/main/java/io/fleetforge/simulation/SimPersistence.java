package io.fleetforge.simulation;

import io.fleetforge.cell.recovery.RecoverableSession;
import io.fleetforge.cell.runtime.Persistence;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import java.util.List;
import java.util.Optional;

/**
 * The real persistence. The wait of a recovery until the host is active takes simulated time; a mutant believes that every host is
 * gone.
 */
record SimPersistence(Persistence real, Sim sim, SimHost host) implements Persistence {

    private static final long CHECK_MS = 20;

    @Override
    public boolean isOn() {
        return real.isOn();
    }

    @Override
    public Optional<List<RecoverableSession>> recoverable(TopologyMessage topology) {
        while (!host.isActive()) {
            if (!host.waitFor(CHECK_MS)) {
                return Optional.empty();
            }
        }
        sim.counted("read the recovery log");
        return real.recoverable(sim.is(Mutant.ADOPT_FROM_THE_RUNNING) ? allHostsGone(topology) : topology);
    }

    private static TopologyMessage allHostsGone(TopologyMessage topology) {
        return new TopologyMessage(
                topology.world(),
                topology.revision(),
                topology.epoch(),
                topology.bounds(),
                topology.maxPlayersPerCell(),
                List.of(),
                topology.cells());
    }

    @Override
    public void save(CellAssignment cell, List<Entity> entities) {
        real.save(cell, entities);
    }
}
