package io.fleetforge.cell.runtime;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;

/** Receives the events of a host. Implementations return at once and never throw. */
public interface HostEventListener {

    /** Reason of a session that went over an edge by itself. */
    String CROSSED = "Crossed";
    /** Reason of a session that a host which is gone had. */
    String RECOVERED = "Recovered";
    /** Reason of a session that another host handed off. */
    String HANDED_OFF = "HandedOff";

    /** Which topology caused it. */
    record Cause(long revision, CorrelationId correlation) {}

    void cellReady(CellAssignment cell, Cause cause);

    void cellReleased(CellAssignment cell, Cause cause, String reason);

    /** The cell stopped ticking by a fault of its own; its entities are kept until it starts again, or the topology changes. */
    void cellFailed(CellAssignment cell, Cause cause, String message);

    /** The session is in another cell of this host now. */
    void sessionMoved(Entity entity, CellAgent to, Cause cause, String reason);

    /**
     * A session of another process is in a cell of this host now.
     *
     * @return false when it is not adopted: the record is out of date
     */
    boolean sessionAdopted(SavedSession session, CellAssignment to, Cause cause, String reason);

    /**
     * {@code to} owns the session from now on. The record is repeated until acknowledged; the process must not end before.
     */
    void sessionHandedOff(Entity entity, CellAssignment from, HostAssignment to, Cause cause);

    /**
     * A session that was handed off to this host, or that an earlier process of it left, is forwarded to {@code to}.
     */
    void sessionForwarded(SavedSession session, HostAssignment to, Cause cause);

    /** A session that was handed off to this host ends: no cell contains its position. */
    void sessionLost(SavedSession session, Cause cause, String reason);

    /** This process does not own the session any longer and makes no statement on whether it continues elsewhere. */
    void sessionReleased(String session);

    /** The session ended: it has no cell on this host any longer. */
    void sessionEnded(Entity entity, CellAssignment from, Cause cause, String reason);
}
