package io.fleetforge.cell.runtime;

import io.fleetforge.cell.recovery.RecoverableSession;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import java.util.List;
import java.util.Optional;

/** Where sessions and cells are kept so that they outlive this process. */
public interface Persistence {

    /** Whether sessions outlive the process; otherwise they end with it. */
    boolean isOn();

    /**
     * Sessions in the whole world that gone processes left, or that were handed off to them; the newest claim first. Blocks until
     * everything was read: a cell that started without its sessions would lose them. Empty when the host stops before.
     */
    Optional<List<RecoverableSession>> recoverable(TopologyMessage topology);

    /** Saves the cell's entities. Returns at once and never throws; the next checkpoint makes up for a failed one. */
    void save(CellAssignment cell, List<Entity> entities);

    /** Nothing is kept. */
    Persistence OFF = new Persistence() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public Optional<List<RecoverableSession>> recoverable(TopologyMessage topology) {
            return Optional.of(List.of());
        }

        @Override
        public void save(CellAssignment cell, List<Entity> entities) {}
    };
}
