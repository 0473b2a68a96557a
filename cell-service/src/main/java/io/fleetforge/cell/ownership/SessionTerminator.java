package io.fleetforge.cell.ownership;

import io.fleetforge.cell.messaging.CellEventPublisher;
import io.fleetforge.cell.messaging.CellEventPublisher.SessionStep;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionReleaseNotifier;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Ends and releases the sessions of this host: registry, journal, event, client. Thread-safe. */
final class SessionTerminator {

    private static final Logger LOG = Logger.getLogger(SessionTerminator.class);

    private final SessionRegistry sessions;
    private final SessionRecords records;
    private final CellEventPublisher events;
    private final SessionReleaseNotifier releases;

    SessionTerminator(
            SessionRegistry sessions,
            SessionRecords records,
            CellEventPublisher events,
            SessionReleaseNotifier releases) {
        this.sessions = sessions;
        this.records = records;
        this.events = events;
        this.releases = releases;
    }

    /** Ends a session that its cell has removed; the stage completes when the end outlives a crash. */
    CompletionStage<Void> end(SessionStep step, CorrelationId correlation) {
        sessions.end(step.session().id());
        return finish(step, correlation);
    }

    private CompletionStage<Void> finish(SessionStep step, CorrelationId correlation) {
        var id = step.session().id();
        var durable = records.end(step.session(), correlation);
        events.left(step, correlation);
        releases.ended(id, step.reason());
        return durable;
    }

    /** Ends the session of an entity that {@code from} has removed, unless it has ended already. */
    void ended(Entity entity, CellAssignment from, String reason, CorrelationId correlation) {
        sessions.end(entity.id())
                .ifPresent(session -> records.track(
                        "end of " + entity.id(),
                        finish(new SessionStep(session, entity, from.id(), from.epoch(), reason), correlation)));
    }

    /** Another process owns the session. */
    void released(String session) {
        sessions.close(session).ifPresent(known -> {
            LOG.infof("session %s is another process's now", session);
            releases.released(session);
        });
    }
}
