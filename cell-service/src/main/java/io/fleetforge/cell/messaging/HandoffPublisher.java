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
 * Gives sessions to other hosts, on the compacted topic of handoffs. A word that Kafka does not take is repeated until it
 * is taken: until then nobody has the session. As many are under way at most as the host has sessions. Thread-safe.
 */
public final class HandoffPublisher implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(HandoffPublisher.class);
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final EventPublisher events;
    private final Outbox outbox;
    private final SessionJournal journal;
    private final HostIdentity identity;
    private final Clock clock;
    private final InFlightRecords words;
    private volatile boolean closed;

    public HandoffPublisher(
            EventPublisher events, Outbox outbox, SessionJournal journal, HostIdentity identity, Clock clock) {
        this.events = events;
        this.outbox = outbox;
        this.journal = journal;
        this.identity = identity;
        this.clock = clock;
        this.words = new InFlightRecords(clock);
    }

    /**
     * Gives the session at the epoch it had; after all that was said of it here before, so that no word of this process lands
     * behind one of the receiver.
     */
    void give(SavedSession session, HostAssignment to, CorrelationId correlation) {
        var entity = session.entity();
        var handoff = new SessionHandoff(
                identity.world(),
                session.id(),
                session.player(),
                session.epoch(),
                session.tokenHash(),
                new Sender(identity.host(), identity.incarnation(), identity.boot()),
                to.name(),
                to.incarnation(),
                new Motion(entity.x(), entity.y(), entity.targetX(), entity.targetY()),
                clock.instant());
        var word = words.begin();
        outbox.track(
                "handoff of " + session.id(),
                journal.inTurn(session.id(), () -> untilTaken(handoff, correlation))
                        .whenComplete((done, failure) -> words.taken(word)));
    }

    private CompletionStage<Void> untilTaken(SessionHandoff handoff, CorrelationId correlation) {
        return events.publish(EventType.SESSION_HANDED_OFF, handoff.key(), handoff, correlation)
                .exceptionallyCompose(failure -> {
                    if (closed) {
                        return CompletableFuture.failedStage(failure);
                    }
                    LOG.warnf("handoff of %s is tried again: %s", handoff.session(), failure.getMessage());
                    return CompletableFuture.supplyAsync(
                                    () -> untilTaken(handoff, correlation),
                                    journal.later().after(AGAIN))
                            .thenCompose(again -> again);
                });
    }

    /** Sessions that are given away and not taken by Kafka yet. */
    InFlightRecords words() {
        return words;
    }

    /** Repeats nothing any more. */
    @Override
    public void close() {
        closed = true;
    }
}
