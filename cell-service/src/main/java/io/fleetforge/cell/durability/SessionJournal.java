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
 * Journal of live sessions on the compacted topic of sessions. A stage completes when all in-sync replicas have the record; at
 * once where persistence is off. The records of one session land in the order they were written; a tombstone is repeated until
 * it is acknowledged, since a lost one would bring the session back. Thread-safe.
 */
public final class SessionJournal implements AutoCloseable {

    private static final int MAX_IN_FLIGHT = 2048;
    private static final Duration ADOPTION_RETRY = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final boolean on;
    private final EventPublisher events;
    private final HostIdentity identity;
    private final Clock clock;
    private final Scheduler scheduler;
    private final InFlightRecords inFlight;
    private final KeyedSerializer serializer;
    private volatile boolean closed;

    /**
     * @param on whether sessions are kept at all
     */
    public SessionJournal(EventPublisher events, HostIdentity identity, Clock clock, Scheduler scheduler, boolean on) {
        this.scheduler = scheduler;
        this.serializer = new KeyedSerializer(scheduler.soon());
        this.events = events;
        this.identity = identity;
        this.clock = clock;
        this.inFlight = new InFlightRecords(clock);
        this.on = on;
    }

    /**
     * Writes that this process owns the session. Fails at once while too many records are in flight, so that an outage does not grow the
     * queue.
     *
     * @param isOwned checked when the record leaves: without ownership nothing is written, and the stage completes
     */
    public CompletionStage<Void> opened(
            Session session, Entity entity, BooleanSupplier isOwned, CorrelationId correlation) {
        return publish(record(session, entity), isOwned, correlation);
    }

    /** Place and time belong together: a record that is repeated has those of its first attempt. */
    private SessionRecord record(Session session, Entity entity) {
        return new SessionRecord(
                identity.world(),
                session.id(),
                session.player(),
                session.epoch(),
                session.tokenHash(),
                identity.host(),
                identity.incarnation(),
                identity.processId(),
                entity.x(),
                entity.y(),
                clock.instant(),
                session.subject());
    }

    private CompletionStage<Void> publish(SessionRecord record, BooleanSupplier isOwned, CorrelationId correlation) {
        if (!on) {
            return CompletableFuture.completedStage(null);
        }
        if (serializer.inFlight() >= MAX_IN_FLIGHT) {
            return CompletableFuture.failedStage(
                    new RejectedExecutionException(MAX_IN_FLIGHT + " records of sessions are in flight already"));
        }
        return serializer.send(
                record.session(),
                () -> isOwned.getAsBoolean()
                        ? events.publish(EventType.SESSION_RECORDED, record.key(), record, correlation)
                        : CompletableFuture.completedStage(null));
    }

    /**
     * Writes that this process adopted the session, repeated until acknowledged: until then other hosts may consider it
     * recoverable, see {@link #inFlight}. Not repeated once the session left this process: then a newer record exists.
     *
     * @param isOwned whether this process still owns the session
     */
    public CompletionStage<Void> adopted(
            Session session, Entity entity, BooleanSupplier isOwned, CorrelationId correlation) {
        var number = inFlight.begin();
        return publishUntilAcknowledged(record(session, entity), isOwned, correlation)
                .whenComplete((done, failure) -> inFlight.acknowledged(number));
    }

    private CompletionStage<Void> publishUntilAcknowledged(
            SessionRecord record, BooleanSupplier isOwned, CorrelationId correlation) {
        return publish(record, isOwned, correlation).exceptionallyCompose(failure -> {
            if (closed || !isOwned.getAsBoolean()) {
                return CompletableFuture.failedStage(failure);
            }
            return CompletableFuture.supplyAsync(
                            () -> isOwned.getAsBoolean()
                                    ? publishUntilAcknowledged(record, isOwned, correlation)
                                    : CompletableFuture.<Void>completedStage(null),
                            scheduler.after(ADOPTION_RETRY))
                    .thenCompose(again -> again);
        });
    }

    /** Runs {@code sending} after all earlier records of the session. */
    public CompletionStage<Void> sendAfterEarlier(String session, Supplier<CompletionStage<Void>> sending) {
        return serializer.send(session, sending);
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    /** Records of adopted or ended sessions that Kafka has not acknowledged yet. */
    public InFlightRecords inFlight() {
        return inFlight;
    }

    /** Whether no record is in flight, those of joins included, which are not repeated. */
    public boolean isIdle() {
        return serializer.inFlight() == 0 && inFlight.count() == 0;
    }

    /** The session has ended. */
    public CompletionStage<Void> ended(String session, CorrelationId correlation) {
        if (!on) {
            return CompletableFuture.completedStage(null);
        }
        var number = inFlight.begin();
        return tombstoneUntilAcknowledged(session, correlation)
                .whenComplete((done, failure) -> inFlight.acknowledged(number));
    }

    private CompletionStage<Void> tombstoneUntilAcknowledged(String session, CorrelationId correlation) {
        var key = SessionRecord.key(identity.world(), session);
        return serializer
                .send(session, () -> events.publishTombstone(EventType.SESSION_RECORDED, key, correlation))
                .exceptionallyCompose(failure -> closed
                        ? CompletableFuture.failedStage(failure)
                        : CompletableFuture.supplyAsync(
                                        () -> tombstoneUntilAcknowledged(session, correlation), scheduler.after(RETRY))
                                .thenCompose(again -> again));
    }

    /** Stops all repetitions. */
    @Override
    public void close() {
        closed = true;
    }
}
