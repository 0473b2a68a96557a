package io.fleetforge.cell.runtime;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;

/** Ignores every event and accepts every adoption: for hosts that publish nothing. */
public class NoopHostEventListener implements HostEventListener {

    @Override
    public void cellReady(CellAssignment cell, Cause cause) {}

    @Override
    public void cellReleased(CellAssignment cell, Cause cause, String reason) {}

    @Override
    public void cellFailed(CellAssignment cell, Cause cause, String message) {}

    @Override
    public void sessionMoved(Entity entity, CellAgent to, Cause cause, String reason) {}

    @Override
    public boolean sessionAdopted(SavedSession session, CellAssignment to, Cause cause, String reason) {
        return true;
    }

    @Override
    public void sessionHandedOff(Entity entity, CellAssignment from, HostAssignment to, Cause cause) {}

    @Override
    public void sessionForwarded(SavedSession session, HostAssignment to, Cause cause) {}

    @Override
    public void sessionLost(SavedSession session, Cause cause, String reason) {}

    @Override
    public void sessionReleased(String session) {}

    @Override
    public void sessionEnded(Entity entity, CellAssignment from, Cause cause, String reason) {}
}
