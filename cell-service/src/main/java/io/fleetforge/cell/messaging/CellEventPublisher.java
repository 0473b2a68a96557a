package io.fleetforge.cell.messaging;

import io.fleetforge.cell.durability.Outbox;
import io.fleetforge.cell.metrics.CellMetrics;
import io.fleetforge.cell.runtime.HostEventListener.Cause;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.CellEvent;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.SessionEvent;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Clock;

/**
 * Publishes events of cells and of their sessions, each with the cell's epoch. A send that Kafka does not acknowledge is logged;
 * the next telemetry sample repeats the state of cells. Thread-safe.
 */
public final class CellEventPublisher {

    private final EventPublisher events;
    private final Outbox outbox;
    private final HostIdentity identity;
    private final CellMetrics metrics;
    private final Clock clock;

    public CellEventPublisher(
            EventPublisher events, Outbox outbox, HostIdentity identity, CellMetrics metrics, Clock clock) {
        this.events = events;
        this.outbox = outbox;
        this.identity = identity;
        this.metrics = metrics;
        this.clock = clock;
    }

    public void ready(CellAssignment cell, Cause cause) {
        cell(
                EventType.CELL_READY,
                cell,
                cause,
                new Why("CellReady", cell.bounds().toString()));
    }

    public void failed(CellAssignment cell, Cause cause, String message) {
        cell(EventType.CELL_FAILED, cell, cause, new Why("TickFailed", message));
    }

    public void released(CellAssignment cell, Cause cause, String reason) {
        cell(EventType.CELL_RELEASED, cell, cause, new Why(reason, cell.bounds().toString()));
    }

    /** A step in a session's life: it joined, moved to {@code cell} or left it. */
    public record SessionStep(Session session, Entity entity, String cell, long epoch, String reason) {}

    public void joined(SessionStep step, CorrelationId correlation) {
        session(EventType.SESSION_JOINED, step, correlation);
    }

    public void moved(SessionStep step, CorrelationId correlation) {
        session(EventType.SESSION_MOVED, step, correlation);
    }

    public void left(SessionStep step, CorrelationId correlation) {
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

    private void session(EventType type, SessionStep step, CorrelationId correlation) {
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
        outbox.send(type + " of " + key, () -> events.publish(type, key, event, correlation));
    }
}
