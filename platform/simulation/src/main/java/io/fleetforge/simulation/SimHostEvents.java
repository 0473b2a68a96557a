package io.fleetforge.simulation;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.HostEventListener;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import java.util.List;
import java.util.function.Supplier;

/** The real listener, observed: a failed cell is a bug, and a mutant may drop events. */
record SimHostEvents(HostEventListener real, Sim sim, Supplier<List<Session>> sessions) implements HostEventListener {

    @Override
    public void cellReady(CellAssignment cell, Cause cause) {
        real.cellReady(cell, cause);
    }

    @Override
    public void cellReleased(CellAssignment cell, Cause cause, String reason) {
        real.cellReleased(cell, cause, reason);
    }

    @Override
    public void cellFailed(CellAssignment cell, Cause cause, String message) {
        throw new Violation("cell " + cell.id() + " failed: " + message);
    }

    @Override
    public void sessionMoved(Entity entity, CellAgent to, Cause cause, String reason) {
        real.sessionMoved(entity, to, cause, reason);
    }

    @Override
    public boolean sessionAdopted(SavedSession session, CellAssignment to, Cause cause, String reason) {
        if (sim.is(Mutant.END_NAMESAKES)
                && sessions.get().stream()
                        .anyMatch(known -> known.player().equals(session.player())
                                && !known.id().equals(session.id()))) {
            real.sessionLost(session, cause, "Namesake");
            return false;
        }
        return real.sessionAdopted(session, to, cause, reason);
    }

    @Override
    public void sessionHandedOff(Entity entity, CellAssignment from, HostAssignment to, Cause cause) {
        sim.counted("handed off");
        real.sessionHandedOff(entity, from, to, cause);
    }

    @Override
    public void sessionForwarded(SavedSession session, HostAssignment to, Cause cause) {
        sim.counted("forwarded");
        if (!sim.is(Mutant.FORWARD_NOTHING)) {
            real.sessionForwarded(session, to, cause);
        }
    }

    @Override
    public void sessionLost(SavedSession session, Cause cause, String reason) {
        throw new Violation("session " + session.id() + " ended by itself: " + reason);
    }

    @Override
    public void sessionReleased(String session) {
        sim.counted("released");
        real.sessionReleased(session);
    }

    @Override
    public void sessionEnded(Entity entity, CellAssignment from, Cause cause, String reason) {
        throw new Violation("session " + entity.id() + " ended by itself: " + reason);
    }
}
