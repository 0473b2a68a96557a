package io.fleetforge.controller.messaging;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.controller.reports.TopologyEcho;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Publishes topologies until they are observed on the topic: one send at a time, none once observed. A revision is sent again after
 * ten seconds unobserved, so a long outage of Kafka queues one record per world and not one per reconcile. Thread-safe.
 */
public final class TopologyPublisher {

    private static final Logger LOG = Logger.getLogger(TopologyPublisher.class);
    /** A broker that is up answers within; one that is not must not hold a reconcile thread. */
    private static final Duration ACKNOWLEDGED_SOON = Duration.ofMillis(250);

    private static final Duration REPEAT_AFTER = Duration.ofSeconds(10);

    /** The last send of a world: in flight until {@code until} unless it fails before. */
    private record Sent(String uid, long revision, Instant until) {
        boolean covers(WorldRef world, long topology, Instant now) {
            return uid.equals(world.uid()) && revision == topology && now.isBefore(until);
        }
    }

    private final EventPublisher events;
    private final TopologyEcho echo;
    private final Clock clock;
    private final Map<String, Sent> sent = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> tombstones = new ConcurrentHashMap<>();

    public TopologyPublisher(EventPublisher events, TopologyEcho echo, Clock clock) {
        this.events = events;
        this.echo = echo;
        this.clock = clock;
    }

    /**
     * Sends {@code topology} unless the topic holds it or this very revision is in flight; true when it has been observed.
     */
    public boolean publishUnlessObserved(TopologyMessage topology, CorrelationId correlation) {
        var world = topology.world();
        if (echo.hasObserved(world.key(), world.uid(), topology.revision())) {
            return true;
        }
        var now = clock.instant();
        var last = sent.get(world.key());
        if (last != null && last.covers(world, topology.revision(), now)) {
            return false;
        }
        var mine = new Sent(world.uid(), topology.revision(), now.plus(REPEAT_AFTER));
        sent.put(world.key(), mine);
        events.publish(EventType.WORLD_TOPOLOGY, world.key(), topology, correlation)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        sent.remove(world.key(), mine);
                        LOG.warnf("topology of %s was not published, will be repeated: %s", world.key(), failure);
                    }
                });
        return false;
    }

    /** What was sent of the world is no longer the last record: the next {@link #publishUnlessObserved} sends at once. */
    public void overwritten(String worldKey) {
        sent.remove(worldKey);
    }

    /**
     * Removes the world's compacted record. False until Kafka acknowledged the tombstone: call again later. One tombstone is sent until
     * it is acknowledged, and no other until {@link #forget}.
     */
    public boolean retire(WorldRef world, CorrelationId correlation) {
        var inFlight = tombstones.computeIfAbsent(
                world.uid(),
                uid -> events.publishTombstone(EventType.WORLD_TOPOLOGY, world.key(), correlation)
                        .toCompletableFuture());
        try {
            inFlight.get(ACKNOWLEDGED_SOON.toMillis(), TimeUnit.MILLISECONDS);
            sent.remove(world.key());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            tombstones.remove(world.uid());
            LOG.warnf("tombstone of %s was not published, will be repeated: %s", world.key(), e);
            return false;
        }
    }

    /** The world is gone, its tombstone is written. */
    public void forget(WorldRef world) {
        tombstones.remove(world.uid());
    }
}
