package io.fleetforge.cell.ownership;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.messaging.CellEventPublisher;
import io.fleetforge.cell.messaging.CellEventPublisher.SessionStep;
import io.fleetforge.cell.metrics.CellMetrics;
import io.fleetforge.cell.runtime.HostEventListener;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import org.jboss.logging.Logger;

/** Adopts sessions of other processes and records the cell of a session. Thread-safe. */
final class SessionAdopter {

    private static final Logger LOG = Logger.getLogger(SessionAdopter.class);

    private final SessionRegistry sessions;
    private final SessionRecords records;
    private final CellEventPublisher events;
    private final CellMetrics metrics;

    SessionAdopter(SessionRegistry sessions, SessionRecords records, CellEventPublisher events, CellMetrics metrics) {
        this.sessions = sessions;
        this.records = records;
        this.events = events;
        this.metrics = metrics;
    }

    /** The session is in another cell of this host now. */
    void moved(Entity entity, String cell, long epoch, String reason, CorrelationId correlation) {
        sessions.moved(entity.id(), cell);
        sessions.find(entity.id()).ifPresent(session -> {
            if (reason.equals(HostEventListener.CROSSED)) {
                // Until the next checkpoints it may be in neither cell's: removed from the one, not yet in the other.
                records.place(session, entity, correlation);
            }
            events.moved(new SessionStep(session, entity, cell, epoch, reason), correlation);
        });
    }

    /** Adopts the session into {@code to}; false when the record is out of date. */
    boolean adopt(SavedSession saved, CellAssignment to, String reason, CorrelationId correlation) {
        if (!sessions.adopt(saved)) {
            return false;
        }
        sessions.moved(saved.id(), to.id());
        sessions.find(saved.id()).ifPresent(session -> {
            records.adopt(session, saved.entity(), () -> sessions.has(session), correlation);
            events.moved(new SessionStep(session, saved.entity(), to.id(), to.epoch(), reason), correlation);
        });
        return true;
    }

    /** Ends a session of another process that this host cannot adopt. */
    void lose(SavedSession saved, String reason, CorrelationId correlation) {
        LOG.warnf("session %s of %s ends: %s", saved.id(), saved.player(), reason);
        metrics.ended(reason);
        records.track("end of " + saved.id(), records.endOfHandedOff(saved.id(), saved.epoch(), correlation));
    }
}
