package io.fleetforge.cell.messaging;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.contracts.message.SessionHandoff.Place;
import io.fleetforge.contracts.message.SessionHandoff.Sender;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Gives sessions to other hosts, on the compacted topic of hand-overs. A word that Kafka does not take is repeated until it
 * is taken: until then nobody has the session. As many are under way at most as the host has sessions. Thread-safe.
 */
public final class HandoffPublisher implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(HandoffPublisher.class);
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final EventPublisher events;
    private final Outbox outbox;
    private final HostIdentity identity;
    private final Clock clock;
    private final Later later;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean closed;

    public HandoffPublisher(EventPublisher events, Outbox outbox, HostIdentity identity, Clock clock, Later later) {
        this.later = later;
        this.events = events;
        this.outbox = outbox;
        this.identity = identity;
        this.clock = clock;
    }

    /** Gives the session at the epoch it had. */
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
                new Place(entity.x(), entity.y(), entity.targetX(), entity.targetY()),
                clock.instant());
        underWay.incrementAndGet();
        outbox.track(
                "hand-over of " + session.id(),
                untilTaken(handoff, correlation).whenComplete((done, failure) -> underWay.decrementAndGet()));
    }

    private CompletionStage<Void> untilTaken(SessionHandoff handoff, CorrelationId correlation) {
        return events.publish(EventType.SESSION_HANDED_OVER, handoff.key(), handoff, correlation)
                .exceptionallyCompose(failure -> {
                    if (closed) {
                        return CompletableFuture.failedStage(failure);
                    }
                    LOG.warnf("hand-over of %s is tried again: %s", handoff.session(), failure.getMessage());
                    return CompletableFuture.supplyAsync(() -> untilTaken(handoff, correlation), later.after(AGAIN))
                            .thenCompose(again -> again);
                });
    }

    /** Sessions that are given away and not taken by Kafka yet. */
    public int underWay() {
        return underWay.get();
    }

    /** Repeats nothing any more. */
    @Override
    public void close() {
        closed = true;
    }
}
