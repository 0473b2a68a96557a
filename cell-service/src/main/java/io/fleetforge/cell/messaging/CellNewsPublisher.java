package io.fleetforge.cell.messaging;

import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.runtime.HostNews;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.CellEvent;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.SessionEvent;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Says on Kafka what happens to cells and sessions, each with the cell's epoch. A send that Kafka does not take is logged;
 * for cells the next telemetry sample repeats the truth.
 */
public final class CellNewsPublisher implements HostNews {

    private static final Logger LOG = Logger.getLogger(CellNewsPublisher.class);

    private final EventPublisher events;
    private final HostIdentity identity;
    private final SessionRegistry sessions;
    private final CellMetrics metrics;
    private final Clock clock;
    private final AtomicInteger underWay = new AtomicInteger();
    private final ConcurrentLinkedQueue<CompletableFuture<Void>> waiters = new ConcurrentLinkedQueue<>();

    public CellNewsPublisher(
            EventPublisher events, HostIdentity identity, SessionRegistry sessions, CellMetrics metrics, Clock clock) {
        this.events = events;
        this.identity = identity;
        this.sessions = sessions;
        this.metrics = metrics;
        this.clock = clock;
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
        sessions.find(entity.id())
                .ifPresent(session -> session(
                        EventType.SESSION_MOVED,
                        new Step(session, entity, to.id(), to.epoch(), reason),
                        cause.correlation()));
    }

    @Override
    public void sessionEnded(Entity entity, CellAssignment from, Cause cause, String reason) {
        sessions.close(entity.id())
                .ifPresent(session -> session(
                        EventType.SESSION_LEFT,
                        new Step(session, entity, from.id(), from.epoch(), reason),
                        cause.correlation()));
    }

    /** A step in a session's life. */
    public record Step(Session session, Entity entity, String cell, long epoch, String reason) {}

    public void joined(Step step, CorrelationId correlation) {
        session(EventType.SESSION_JOINED, step, correlation);
    }

    public void left(Step step, CorrelationId correlation) {
        session(EventType.SESSION_LEFT, step, correlation);
    }

    /** Waits for what is under way, at most {@code millis}. */
    public void flush(long millis) {
        var done = new CompletableFuture<Void>();
        waiters.add(done);
        if (underWay.get() == 0) {
            return;
        }
        try {
            done.get(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.warnf("%d events were still under way at the end", underWay.get());
        }
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
        underWay.incrementAndGet();
        events.publish(type, key, event, correlation).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warnf("%s of %s was not published: %s", type, key, failure);
            }
            if (underWay.decrementAndGet() == 0) {
                for (var waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
                    waiter.complete(null);
                }
            }
        });
    }
}
