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
     * Sessions that processes which are gone have left, or were given, in the whole world; the newest word first. Blocks until what is kept could be read: a cell
     * that began without its players would lose them. Empty when the host stops before.
     */
    Optional<List<RecoverableSession>> survivors(TopologyMessage topology);

    /** Keeps who is in the cell now. Returns at once and never throws; the next checkpoint makes up for a failed one. */
    void save(CellAssignment cell, List<Entity> entities);

    /** Nothing is kept. */
    Persistence OFF = new Persistence() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public Optional<List<RecoverableSession>> survivors(TopologyMessage topology) {
            return Optional.of(List.of());
        }

        @Override
        public void save(CellAssignment cell, List<Entity> entities) {}
    };
}
