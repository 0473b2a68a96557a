package io.fleetforge.cell.ownership;

import io.fleetforge.cell.messaging.CellEventPublisher;
import io.fleetforge.cell.messaging.CellEventPublisher.SessionStep;
import io.fleetforge.cell.metrics.CellMetrics;
import io.fleetforge.cell.runtime.HostEventListener;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionReleaseNotifier;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import java.util.concurrent.CompletionStage;

/**
 * The sessions of a host from open to end: what is recorded and published of each, and which clients are notified. Assembled here
 * for the service, the simulation and the benches. Thread-safe.
 */
public final class HostSessions {

    private final SessionRegistry registry;
    private final SessionRecords records;
    private final CellEventPublisher events;
    private final SessionReleaseNotifier releases;
    private final SessionTerminator terminator;
    private final HostEventListener listener;

    public HostSessions(
            SessionRegistry registry,
            SessionRecords records,
            CellEventPublisher events,
            SessionReleaseNotifier releases,
            CellMetrics metrics) {
        this.registry = registry;
        this.records = records;
        this.events = events;
        this.releases = releases;
        terminator = new SessionTerminator(registry, records, events, releases);
        listener = new HostEvents(
                events,
                new SessionAdopter(registry, records, events, metrics),
                new HandoffSender(registry, records, releases),
                terminator);
    }

    /** The sessions of this host. */
    public SessionRegistry registry() {
        return registry;
    }

    /** Receives the events of the cells. */
    public HostEventListener listener() {
        return listener;
    }

    /**
     * Writes the opened session to the journal; the stage completes when the record outlives a crash, or without a record when the
     * session is not here any longer.
     */
    public CompletionStage<Void> open(Session session, Entity entity, CorrelationId correlation) {
        return records.open(session, entity, () -> registry.has(session), correlation);
    }

    /** Writes the session with its new token and epoch; repeated until acknowledged while this host has it. */
    public CompletionStage<Void> renew(Session session, Entity entity, CorrelationId correlation) {
        return records.renew(session, entity, () -> registry.has(session), correlation);
    }

    /** Publishes that a session joined. */
    public void joined(SessionStep step, CorrelationId correlation) {
        events.joined(step, correlation);
    }

    /** The session has a new token and a new client: the client of the old one is disconnected. */
    public void renewed(Session session) {
        releases.superseded(session.id());
    }

    /** Ends a session that its cell has removed; the stage completes when the end outlives a crash. */
    public CompletionStage<Void> end(SessionStep step, CorrelationId correlation) {
        return terminator.end(step, correlation);
    }

    /** Counts {@code sending} as in flight; a failure is logged under {@code what}. */
    public void track(String what, CompletionStage<Void> sending) {
        records.track(what, sending);
    }
}
