package io.fleetforge.controller.messaging;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Publishes topologies until they are seen back: never twice at a time, never again once seen. One send per world is under
 * way at most, so a long outage of Kafka queues one record per world and not one per reconcile. Thread-safe.
 */
public final class TopologyPublisher {

    private static final Logger LOG = Logger.getLogger(TopologyPublisher.class);
    private static final Duration TOMBSTONE_DEADLINE = Duration.ofSeconds(5);

    private record Sending(String uid, long revision) {}

    private final EventPublisher events;
    private final TopologyEcho echo;
    private final Map<String, Sending> sending = new ConcurrentHashMap<>();

    public TopologyPublisher(EventPublisher events, TopologyEcho echo) {
        this.events = events;
        this.echo = echo;
    }

    /** Sends {@code topology} unless the topic holds it or this very revision is under way; true when it has been seen. */
    public boolean publishUnlessSeen(TopologyMessage topology, CorrelationId correlation) {
        var world = topology.world();
        if (echo.hasSeen(world.key(), world.uid(), topology.revision())) {
            return true;
        }
        var mine = new Sending(world.uid(), topology.revision());
        if (mine.equals(sending.put(world.key(), mine))) {
            return false;
        }
        events.publish(EventType.WORLD_TOPOLOGY, world.key(), topology, correlation)
                .whenComplete((done, failure) -> {
                    sending.remove(world.key(), mine);
                    if (failure != null) {
                        LOG.warnf("topology of %s was not published, will be repeated: %s", world.key(), failure);
                    }
                });
        return false;
    }

    /** Removes the world's compacted record; false when Kafka did not take the tombstone in time. */
    public boolean retire(WorldRef world, CorrelationId correlation) {
        try {
            events.publishTombstone(EventType.WORLD_TOPOLOGY, world.key(), correlation)
                    .toCompletableFuture()
                    .get(TOMBSTONE_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("tombstone of %s was not published, will be repeated: %s", world.key(), e);
            return false;
        }
    }
}
