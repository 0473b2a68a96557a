package io.fleetforge.cell.runtime;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;

/** What the host tells the outside. Implementations return at once and never throw. */
public interface HostEventListener {

    /** Reason of a session that went over an edge by itself. */
    String CROSSED = "Crossed";
    /** Reason of a session that a host which is gone had. */
    String RECOVERED = "Recovered";
    /** Reason of a session that another host gave. */
    String HANDED_OVER = "HandedOver";

    /** Which topology caused it. */
    record Cause(long revision, CorrelationId correlation) {}

    void cellReady(CellAssignment cell, Cause cause);

    void cellReleased(CellAssignment cell, Cause cause, String reason);

    /** The cell stopped ticking by a fault of its own; its entities are kept until the topology changes. */
    void cellFailed(CellAssignment cell, Cause cause, String message);

    /** The session is in another cell of this host now. */
    void sessionMoved(Entity entity, CellAgent to, Cause cause, String reason);

    /**
     * A session that another process had is in a cell of this host now.
     *
     * @return false when it is not: the word is out of date, or its player has another session here
     */
    boolean sessionTakenUp(SavedSession session, CellAssignment to, Cause cause, String reason);

    /** The session is {@code to}'s from now on. Told until it is taken; the process must not end before. */
    void sessionHandedOver(Entity entity, CellAssignment from, HostAssignment to, Cause cause);

    /** A session that was given to this host, or that an earlier process of it left, is {@code to}'s. */
    void sessionPassedOn(SavedSession session, HostAssignment to, Cause cause);

    /** A session that was given to this host ends: no cell has its place. */
    void sessionLost(SavedSession session, Cause cause, String reason);

    /** The session is not this process's any more, and lives on elsewhere or not: that is not this process's to say. */
    void sessionLetGo(String session);

    /** The session has no cell on this host any more. */
    void sessionEnded(Entity entity, CellAssignment from, Cause cause, String reason);
}
