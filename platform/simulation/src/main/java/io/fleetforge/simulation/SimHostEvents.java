package io.fleetforge.simulation;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.HostEventListener;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;

/**
 * The real listener, observed: sessions continue where their records place them, and only a poisoned session makes a cell fail, at the
 * edge of its host. A mutant may drop events.
 */
record SimHostEvents(HostEventListener real, Sim sim, SimHost host) implements HostEventListener {

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
        if (!sim.players().isPoison(message)) {
            throw new Violation("cell " + cell.id() + " failed: " + message);
        }
        sim.counted("cell failed");
        sim.record(() -> "cell " + cell.id() + " of " + host + " fails: " + message);
        real.cellFailed(cell, cause, message);
    }

    @Override
    public void sessionMoved(Entity entity, CellAgent to, Cause cause, String reason) {
        real.sessionMoved(entity, to, cause, reason);
    }

    @Override
    public boolean sessionAdopted(SavedSession session, CellAssignment to, Cause cause, String reason) {
        if (sim.is(Mutant.END_NAMESAKES)
                && host.sessions().stream()
                        .anyMatch(known -> known.player().equals(session.player())
                                && !known.id().equals(session.id()))) {
            real.sessionLost(session, cause, "Namesake");
            return false;
        }
        if (!real.sessionAdopted(session, to, cause, reason)) {
            return false;
        }
        sim.counted(reason.equals(RECOVERED) ? "recovered" : "adopted");
        // One whose end is not acknowledged may return anywhere, and what a self-fenced process does is without effect.
        if (host.isActive() && sim.players().isPromised(session.id())) {
            sim.places().adopted(session, reason);
        }
        return true;
    }

    @Override
    public void sessionHandedOff(Entity entity, CellAssignment from, HostAssignment to, Cause cause) {
        if (host.isTicking() && sim.players().isPoison(entity.id())) {
            throw new IllegalStateException("poison");
        }
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
        if (!reason.equals("EntityFailed") || !sim.players().isPoison(entity.id())) {
            throw new Violation("session " + entity.id() + " ended by itself: " + reason);
        }
        sim.counted("poison ended");
        sim.players().failed(entity.id());
        real.sessionEnded(entity, from, cause, reason);
    }
}
