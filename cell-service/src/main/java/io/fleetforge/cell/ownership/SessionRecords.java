package io.fleetforge.cell.ownership;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.durability.Outbox;
import io.fleetforge.cell.durability.OwnedSessions;
import io.fleetforge.cell.durability.Scheduler;
import io.fleetforge.cell.durability.SessionJournal;
import io.fleetforge.cell.messaging.HandoffPublisher;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The records of a host's sessions: journal and handoffs, repeated until Kafka acknowledges them. Thread-safe. */
public final class SessionRecords {

    /** How long a host that ends waits for its records in flight. */
    public static final Duration FLUSH = Duration.ofSeconds(3);

    private final Clock clock;
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
        this.clock = clock;
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

    /** Writes that this process opened the session, while {@code isOwned}; the stage completes when the record outlives a crash. */
    CompletionStage<Void> open(Session session, Entity entity, BooleanSupplier isOwned, CorrelationId correlation) {
        var atMs = clock.millis();
        return journal.opened(session, entity, isOwned, correlation).thenRun(() -> session.recorded(atMs));
    }

    /** Whether the last record of the session is as old as {@code age}. */
    boolean isOld(Session session, Duration age) {
        return clock.millis() - session.recordedMs() >= age.toMillis();
    }

    /** Writes a session of this process again, while {@code isOwned}. */
    void refresh(Session session, Entity entity, BooleanSupplier isOwned, CorrelationId correlation) {
        outbox.track("record of " + session.id(), open(session, entity, isOwned, correlation));
    }

    /** Writes a session of this process at its next epoch; repeated until acknowledged while {@code isOwned}. */
    CompletionStage<Void> renew(Session session, Entity entity, BooleanSupplier isOwned, CorrelationId correlation) {
        return outbox.track("record of " + session.id(), journal.adopted(session, entity, isOwned, correlation));
    }

    /** Writes the place of a session of this process. */
    void place(Session session, Entity entity, CorrelationId correlation) {
        refresh(session, entity, () -> true, correlation);
    }

    /** Claims the session of another process; repeated until acknowledged while {@code isOwned}. Then its handoff is removed. */
    void adopt(Session session, Entity entity, BooleanSupplier isOwned, CorrelationId correlation) {
        var atMs = clock.millis();
        outbox.track(
                "record of " + session.id(),
                journal.adopted(session, entity, isOwned, correlation)
                        .thenRun(() -> session.recorded(atMs))
                        .thenRun(() -> handoffs.remove(session.id(), session.epoch() - 1, correlation)));
    }

    /** Writes the end of the session; the stage completes when it outlives a crash. */
    CompletionStage<Void> end(Session session, CorrelationId correlation) {
        return session.epoch() > 1
                ? endOfHandedOff(session.id(), session.epoch() - 1, correlation)
                : journal.ended(session.id(), correlation);
    }

    /** As {@link #end}, for a session that another process has handed off at {@code epoch}; its handoff is removed after it. */
    CompletionStage<Void> endOfHandedOff(String session, long epoch, CorrelationId correlation) {
        return journal.ended(session, correlation).thenRun(() -> handoffs.remove(session, epoch, correlation));
    }

    /** Hands off a session that another process has handed off at the epoch before; that handoff is removed after it. */
    void forward(SavedSession session, HostAssignment to, CorrelationId correlation) {
        var unused = handoffs.handOff(session, to, correlation)
                .thenRun(() -> handoffs.remove(session.id(), session.epoch() - 1, correlation));
    }

    /** Counts {@code sending} as in flight; a failure is logged under {@code what}. */
    void track(String what, CompletionStage<Void> sending) {
        outbox.track(what, sending);
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
        return outbox.flush(FLUSH.toMillis()) & stopRepeating();
    }

    /**
     * Stops all repetitions; to be called when the outbox is empty or {@link #FLUSH} is over.
     *
     * @return whether none is in flight
     */
    public boolean stopRepeating() {
        journal.close();
        handoffs.close();
        return outbox.isEmpty() && journal.isIdle() && handoffs.inFlight().count() == 0;
    }
}
