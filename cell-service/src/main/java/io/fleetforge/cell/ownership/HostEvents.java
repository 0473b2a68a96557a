package io.fleetforge.cell.ownership;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.messaging.CellEventPublisher;
import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.HostEventListener;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;

/** Applies each event of the host: cells are published, sessions adopted, sent or ended. Thread-safe. */
final class HostEvents implements HostEventListener {

    private final CellEventPublisher cells;
    private final SessionAdopter adopter;
    private final HandoffSender sender;
    private final SessionTerminator terminator;

    HostEvents(CellEventPublisher cells, SessionAdopter adopter, HandoffSender sender, SessionTerminator terminator) {
        this.cells = cells;
        this.adopter = adopter;
        this.sender = sender;
        this.terminator = terminator;
    }

    @Override
    public void cellReady(CellAssignment cell, Cause cause) {
        cells.ready(cell, cause);
    }

    @Override
    public void cellReleased(CellAssignment cell, Cause cause, String reason) {
        cells.released(cell, cause, reason);
    }

    @Override
    public void cellFailed(CellAssignment cell, Cause cause, String message) {
        cells.failed(cell, cause, message);
    }

    @Override
    public void sessionMoved(Entity entity, CellAgent to, Cause cause, String reason) {
        adopter.moved(entity, to.id(), to.epoch(), reason, cause.correlation());
    }

    @Override
    public boolean sessionAdopted(SavedSession session, CellAssignment to, Cause cause, String reason) {
        return adopter.adopt(session, to, reason, cause.correlation());
    }

    @Override
    public void sessionLost(SavedSession session, Cause cause, String reason) {
        adopter.lose(session, reason, cause.correlation());
    }

    @Override
    public void sessionHandedOff(Entity entity, CellAssignment from, HostAssignment to, Cause cause) {
        sender.handOff(entity, to, cause.correlation());
    }

    @Override
    public void sessionForwarded(SavedSession session, HostAssignment to, Cause cause) {
        sender.forward(session, to, cause.correlation());
    }

    @Override
    public void sessionReleased(String session) {
        terminator.released(session);
    }

    @Override
    public void sessionEnded(Entity entity, CellAssignment from, Cause cause, String reason) {
        terminator.ended(entity, from, reason, cause.correlation());
    }
}
