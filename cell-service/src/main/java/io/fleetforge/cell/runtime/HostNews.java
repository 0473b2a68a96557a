package io.fleetforge.cell.runtime;

import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;

/** What the host tells the outside. Implementations return at once and never throw. */
public interface HostNews {

    /** Which topology caused it. */
    record Cause(long revision, CorrelationId correlation) {}

    void cellReady(CellAssignment cell, Cause cause);

    void cellReleased(CellAssignment cell, Cause cause, String reason);

    /** The cell stopped ticking by a fault of its own; its entities are kept until the topology changes. */
    void cellFailed(CellAssignment cell, Cause cause, String message);

    /** The session is in another cell of this host now. */
    void sessionMoved(Entity entity, CellAgent to, Cause cause, String reason);

    /** The session has no cell on this host any more. */
    void sessionEnded(Entity entity, CellAssignment from, Cause cause, String reason);
}
