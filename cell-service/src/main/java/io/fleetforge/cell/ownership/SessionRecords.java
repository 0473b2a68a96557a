package io.fleetforge.cell.ownership;

import io.fleetforge.cell.durability.Outbox;
import io.fleetforge.cell.durability.OwnedSessions;
import io.fleetforge.cell.durability.Scheduler;
import io.fleetforge.cell.durability.SessionJournal;
import io.fleetforge.cell.messaging.HandoffPublisher;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Clock;
import java.util.function.Function;

/** The records of a host's sessions: journal and handoffs, repeated until Kafka acknowledges them. Thread-safe. */
public final class SessionRecords {

    private static final long FLUSH_MS = 3000;

    private final Outbox outbox;
    private final SessionJournal journal;
    private final HandoffPublisher handoffs;

    /**
     * @param publishers by topic, of {@link Topics#CELL_SESSIONS} and {@link Topics#CELL_HANDOFFS}
     * @param journaling whether sessions are kept at all
     */
    public SessionRecords(
            HostIdentity identity,
            Function<String, EventPublisher> publishers,
            Scheduler scheduler,
            Clock clock,
            boolean journaling) {
        outbox = new Outbox(scheduler.soon());
        journal = new SessionJournal(publishers.apply(Topics.CELL_SESSIONS), identity, clock, scheduler, journaling);
        handoffs = new HandoffPublisher(publishers.apply(Topics.CELL_HANDOFFS), outbox, journal, identity, clock);
    }

    /** Counts the records in flight, those of other publishers included. */
    public Outbox outbox() {
        return outbox;
    }

    /** The sessions of {@code registry} and those with a record in flight. */
    public OwnedSessions owned(SessionRegistry registry) {
        return new OwnedSessions(registry, journal, handoffs.inFlight());
    }

    /** The journal. */
    public SessionJournal journal() {
        return journal;
    }

    HandoffPublisher handoffs() {
        return handoffs;
    }

    /**
     * Waits up to three seconds for the records in flight, then stops all repetitions.
     *
     * @return whether none is in flight, so that no record of this process can land from now on
     */
    public boolean close() {
        var flushed = outbox.flush(FLUSH_MS);
        journal.close();
        handoffs.close();
        return flushed && journal.isIdle() && handoffs.inFlight().count() == 0;
    }
}
