package io.fleetforge.cell.messaging;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.durability.Outbox;
import io.fleetforge.cell.durability.SessionJournal;
import io.fleetforge.cell.metrics.CellMetrics;
import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.HostEventListener;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRedirect;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionReleaseNotifier;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.CellEvent;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.SessionEvent;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Publishes events of cells and sessions, each with the cell's epoch. A send that Kafka does not acknowledge is logged; the next
 * telemetry sample repeats the state of cells.
 */
public final class CellEventPublisher implements HostEventListener {

    private static final Logger LOG = Logger.getLogger(CellEventPublisher.class);

    private final EventPublisher events;
    private final Outbox outbox;
    private final HostIdentity identity;
    private final SessionRegistry sessions;
    private final SessionJournal journal;
    private final HandoffPublisher handoffs;
    private final SessionReleaseNotifier releases;
    private final CellMetrics metrics;
    private final Clock clock;
    private final Executor soon;

    /** Sessions in memory and in the journal, their handoffs, and the listeners of their release. */
    public record Sessions(
            SessionRegistry registry,
            SessionJournal journal,
            HandoffPublisher handoffs,
            SessionReleaseNotifier releases) {}

    public CellEventPublisher(
            EventPublisher events,
            Outbox outbox,
            HostIdentity identity,
            Sessions sessions,
            CellMetrics metrics,
            Clock clock) {
        this.events = events;
        this.outbox = outbox;
        this.identity = identity;
        this.sessions = sessions.registry();
        this.journal = sessions.journal();
        this.handoffs = sessions.handoffs();
        this.releases = sessions.releases();
        this.metrics = metrics;
        this.clock = clock;
        this.soon = journal.scheduler().soon();
    }

    @Override
    public void cellReady(CellAssignment cell, Cause cause) {
        cell(
                EventType.CELL_READY,
                cell,
                cause,
                new Why("CellReady", cell.bounds().toString()));
    }

    @Override
    public void cellFailed(CellAssignment cell, Cause cause, String message) {
        cell(EventType.CELL_FAILED, cell, cause, new Why("TickFailed", message));
    }

    @Override
    public void cellReleased(CellAssignment cell, Cause cause, String reason) {
        cell(EventType.CELL_RELEASED, cell, cause, new Why(reason, cell.bounds().toString()));
    }

    @Override
    public void sessionMoved(Entity entity, CellAgent to, Cause cause, String reason) {
        sessions.moved(entity.id(), to.id());
        sessions.find(entity.id()).ifPresent(session -> {
            if (reason.equals(CROSSED)) {
                // Until the next checkpoints it may be in neither cell's: removed from the one, not yet in the other.
                outbox.track("record of " + entity.id(), journal.opened(session, entity, cause.correlation()));
            }
            session(
                    EventType.SESSION_MOVED,
                    new Step(session, entity, to.id(), to.epoch(), reason),
                    cause.correlation());
        });
    }

    @Override
    public boolean sessionAdopted(SavedSession saved, CellAssignment to, Cause cause, String reason) {
        return switch (sessions.adopt(saved)) {
            case OUT_OF_DATE -> false;
            case PLAYER_PRESENT -> {
                sessionLost(saved, cause, "DuplicatePlayer");
                yield false;
            }
            case ADOPTED -> {
                sessions.moved(saved.id(), to.id());
                sessions.find(saved.id()).ifPresent(session -> {
                    outbox.track(
                            "record of " + saved.id(),
                            journal.adopted(session, saved.entity(), () -> sessions.has(session), cause.correlation()));
                    session(
                            EventType.SESSION_MOVED,
                            new Step(session, saved.entity(), to.id(), to.epoch(), reason),
                            cause.correlation());
                });
                yield true;
            }
        };
    }

    @Override
    public void sessionHandedOff(Entity entity, CellAssignment from, HostAssignment to, Cause cause) {
        var session = sessions.find(entity.id());
        if (session.isPresent() && session.get().cell().isEmpty()) {
            // Its join is not answered yet and will be refused, so no client would own it.
            sessions.close(entity.id());
            return;
        }
        sessions.handOff(to.name(), entity.id()).ifPresent(gone -> {
            handoffs.handOff(
                    new SavedSession(entity, gone.player(), gone.epoch(), gone.tokenHash()), to, cause.correlation());
            releases.movedTo(gone.id(), new SessionRedirect(to.name(), gone.epoch() + 1));
        });
    }

    @Override
    public void sessionForwarded(SavedSession session, HostAssignment to, Cause cause) {
        sessions.forward(to.name(), session).ifPresent(next -> handoffs.handOff(next, to, cause.correlation()));
    }

    @Override
    public void sessionLost(SavedSession saved, Cause cause, String reason) {
        LOG.warnf("session %s of %s ends: %s", saved.id(), saved.player(), reason);
        metrics.ended(reason);
        outbox.track("end of " + saved.id(), journal.ended(saved.id(), cause.correlation()));
    }

    @Override
    public void sessionReleased(String session) {
        sessions.close(session).ifPresent(known -> {
            LOG.infof("session %s is another process's now", session);
            releases.released(session);
        });
    }

    @Override
    public void sessionEnded(Entity entity, CellAssignment from, Cause cause, String reason) {
        sessions.close(entity.id()).ifPresent(session -> {
            outbox.track("end of " + entity.id(), journal.ended(entity.id(), cause.correlation()));
            left(new Step(session, entity, from.id(), from.epoch(), reason), cause.correlation());
            releases.ended(entity.id(), reason);
        });
    }

    /** A step in a session's life. */
    public record Step(Session session, Entity entity, String cell, long epoch, String reason) {}

    public void joined(Step step, CorrelationId correlation) {
        session(EventType.SESSION_JOINED, step, correlation);
    }

    public void left(Step step, CorrelationId correlation) {
        metrics.ended(step.reason());
        session(EventType.SESSION_LEFT, step, correlation);
    }

    private record Why(String reason, String message) {}

    private void cell(EventType type, CellAssignment cell, Cause cause, Why why) {
        metrics.transition(type);
        var event = new CellEvent(
                identity.world(),
                cell.id(),
                identity.host(),
                identity.incarnation(),
                cell.epoch(),
                cause.revision(),
                clock.instant(),
                why.reason(),
                why.message());
        send(type, event.key(), event, cause.correlation());
    }

    private void session(EventType type, Step step, CorrelationId correlation) {
        var event = new SessionEvent(
                identity.world(),
                step.cell(),
                step.epoch(),
                step.session().id(),
                step.session().player(),
                step.entity().x(),
                step.entity().y(),
                clock.instant(),
                step.reason());
        send(type, event.key(), event, correlation);
    }

    private void send(EventType type, String key, Record event, CorrelationId correlation) {
        outbox.track(
                type + " of " + key,
                CompletableFuture.supplyAsync(() -> events.publish(type, key, event, correlation), soon)
                        .thenCompose(sent -> sent));
    }
}
