package io.fleetforge.cell.durability;

import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.SessionRecord;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Writes down which sessions live, in the compacted topic of sessions. A stage ends when every replica in sync has it; at
 * once where nothing is kept. The words about one session land in the order they were said; an end is repeated until it is
 * taken, since a forgotten one would bring the session back. Thread-safe.
 */
public final class SessionJournal implements AutoCloseable {

    private static final int MOST_UNDER_WAY = 2048;
    private static final Duration CLAIM_AGAIN = Duration.ofMillis(500);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final boolean on;
    private final EventPublisher events;
    private final HostIdentity identity;
    private final Clock clock;
    private final Scheduler later;
    private final InFlightRecords words;
    private final KeyedSerializer inOrder;
    private volatile boolean closed;

    /**
     * @param on whether sessions are kept at all
     */
    public SessionJournal(EventPublisher events, HostIdentity identity, Clock clock, Scheduler later, boolean on) {
        this.later = later;
        this.inOrder = new KeyedSerializer(later.soon());
        this.events = events;
        this.identity = identity;
        this.clock = clock;
        this.words = new InFlightRecords(clock);
        this.on = on;
    }

    /** The session lives, in this process. Fails at once while too much is under way, so that an outage queues no more. */
    public CompletionStage<Void> lives(Session session, Entity entity, CorrelationId correlation) {
        return lives(session, entity, () -> true, correlation);
    }

    private CompletionStage<Void> lives(
            Session session, Entity entity, BooleanSupplier isHere, CorrelationId correlation) {
        if (!on) {
            return CompletableFuture.completedStage(null);
        }
        if (inOrder.underWay() >= MOST_UNDER_WAY) {
            return CompletableFuture.failedStage(
                    new RejectedExecutionException(MOST_UNDER_WAY + " records of sessions are under way already"));
        }
        var record = new SessionRecord(
                identity.world(),
                session.id(),
                session.player(),
                session.epoch(),
                session.tokenHash(),
                identity.host(),
                identity.incarnation(),
                identity.boot(),
                entity.x(),
                entity.y(),
                clock.instant());
        return inOrder.send(
                session.id(),
                () -> isHere.getAsBoolean()
                        ? events.publish(EventType.SESSION_RECORDED, record.key(), record, correlation)
                        : CompletableFuture.completedStage(null));
    }

    /**
     * This process has taken the session up. Repeated until it is taken: before, others may believe that nobody has it, see
     * {@link #words}. Not repeated when the session is not here any more: then a newer word was said.
     *
     * @param isHere whether this process still has the session
     */
    public CompletionStage<Void> claimed(
            Session session, Entity entity, BooleanSupplier isHere, CorrelationId correlation) {
        var word = words.begin();
        return untilTaken(session, entity, isHere, correlation).whenComplete((done, failure) -> words.taken(word));
    }

    private CompletionStage<Void> untilTaken(
            Session session, Entity entity, BooleanSupplier isHere, CorrelationId correlation) {
        return lives(session, entity, isHere, correlation).exceptionallyCompose(failure -> {
            if (closed || !isHere.getAsBoolean()) {
                return CompletableFuture.failedStage(failure);
            }
            return CompletableFuture.supplyAsync(
                            () -> isHere.getAsBoolean()
                                    ? untilTaken(session, entity, isHere, correlation)
                                    : CompletableFuture.<Void>completedStage(null),
                            later.after(CLAIM_AGAIN))
                    .thenCompose(again -> again);
        });
    }

    /** Sends what {@code sending} sends after all words about the session that were said before. */
    public CompletionStage<Void> inTurn(String session, Supplier<CompletionStage<Void>> sending) {
        return inOrder.send(session, sending);
    }

    public Scheduler later() {
        return later;
    }

    /** Words of sessions that were taken up, or that ended, and that Kafka has not taken yet. */
    public InFlightRecords words() {
        return words;
    }

    /** The session has ended. */
    public CompletionStage<Void> ended(String session, CorrelationId correlation) {
        if (!on) {
            return CompletableFuture.completedStage(null);
        }
        var word = words.begin();
        return untilEnded(session, correlation).whenComplete((done, failure) -> words.taken(word));
    }

    private CompletionStage<Void> untilEnded(String session, CorrelationId correlation) {
        var key = SessionRecord.key(identity.world(), session);
        return inOrder.send(session, () -> events.publishTombstone(EventType.SESSION_RECORDED, key, correlation))
                .exceptionallyCompose(failure -> closed
                        ? CompletableFuture.failedStage(failure)
                        : CompletableFuture.supplyAsync(() -> untilEnded(session, correlation), later.after(AGAIN))
                                .thenCompose(again -> again));
    }

    /** Repeats nothing any more. */
    @Override
    public void close() {
        closed = true;
    }
}
