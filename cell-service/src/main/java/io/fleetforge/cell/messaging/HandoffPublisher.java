package io.fleetforge.cell.messaging;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.durability.InFlightRecords;
import io.fleetforge.cell.durability.Outbox;
import io.fleetforge.cell.durability.SessionJournal;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.contracts.message.SessionHandoff.Motion;
import io.fleetforge.contracts.message.SessionHandoff.Sender;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Hands sessions off to other hosts, on the compacted topic of handoffs. A record is repeated until Kafka acknowledges it; until
 * then no host owns the session. In flight are at most as many as the host has sessions. Thread-safe.
 */
public final class HandoffPublisher implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(HandoffPublisher.class);
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final EventPublisher events;
    private final Outbox outbox;
    private final SessionJournal journal;
    private final HostIdentity identity;
    private final Clock clock;
    private final InFlightRecords inFlight;
    private volatile boolean closed;

    public HandoffPublisher(
            EventPublisher events, Outbox outbox, SessionJournal journal, HostIdentity identity, Clock clock) {
        this.events = events;
        this.outbox = outbox;
        this.journal = journal;
        this.identity = identity;
        this.clock = clock;
        this.inFlight = new InFlightRecords(clock);
    }

    /**
     * Hands the session off at the epoch it had; after all earlier records of it from here.
     *
     * @return completes when Kafka has the record
     */
    public CompletionStage<Void> handOff(SavedSession session, HostAssignment to, CorrelationId correlation) {
        var entity = session.entity();
        var handoff = new SessionHandoff(
                identity.world(),
                session.id(),
                session.player(),
                session.epoch(),
                session.tokenHash(),
                new Sender(identity.host(), identity.incarnation(), identity.processId()),
                to.name(),
                to.incarnation(),
                new Motion(entity.x(), entity.y(), entity.targetX(), entity.targetY()),
                clock.instant(),
                session.subject());
        var number = inFlight.begin();
        var sent = journal.sendAfterEarlier(session.id(), () -> publishUntilAcknowledged(handoff, correlation))
                .whenComplete((done, failure) -> inFlight.acknowledged(number));
        outbox.track("handoff of " + session.id(), sent);
        return sent;
    }

    /**
     * Removes a handoff that a record of this process has replaced, after all earlier records of the session from here: so the topic
     * holds the sessions between two hosts only. Not repeated: the later record has a higher epoch, and retention removes what is left.
     *
     * @param epoch of the handoff
     */
    public void remove(String session, long epoch, CorrelationId correlation) {
        var key = SessionHandoff.key(identity.world(), session, epoch);
        outbox.track(
                "removal of the handoff of " + session,
                journal.sendAfterEarlier(
                        session, () -> events.publishTombstone(EventType.SESSION_HANDED_OFF, key, correlation)));
    }

    private CompletionStage<Void> publishUntilAcknowledged(SessionHandoff handoff, CorrelationId correlation) {
        return events.publish(EventType.SESSION_HANDED_OFF, handoff.key(), handoff, correlation)
                .exceptionallyCompose(failure -> {
                    if (closed) {
                        return CompletableFuture.failedStage(failure);
                    }
                    LOG.warnf("handoff of %s is tried again: %s", handoff.session(), failure.getMessage());
                    return CompletableFuture.supplyAsync(
                                    () -> publishUntilAcknowledged(handoff, correlation),
                                    journal.scheduler().after(AGAIN))
                            .thenCompose(again -> again);
                });
    }

    /** Handoffs that Kafka has not acknowledged yet. */
    public InFlightRecords inFlight() {
        return inFlight;
    }

    /** Stops all repetitions. */
    @Override
    public void close() {
        closed = true;
    }
}
