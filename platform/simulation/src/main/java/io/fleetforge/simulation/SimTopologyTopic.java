package io.fleetforge.simulation;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.controller.messaging.TopologyPublisher;
import io.fleetforge.controller.reports.TopologyEcho;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The controller's side of the topology topic: the real publisher and the real echo. A controller that starts reads it anew. */
final class SimTopologyTopic {

    private static final CorrelationId CORRELATION = new CorrelationId("simulation");

    private final Sim sim;
    private final EventPublisher events;
    private final SimLog.Partition partition;
    private TopologyEcho echo = new TopologyEcho();
    private TopologyPublisher publisher;
    private long next;
    private boolean readOnce;
    /** UID of the world whose tombstone is in flight, or is acknowledged. */
    private @Nullable String retiring;

    private boolean retired;

    SimTopologyTopic(Sim sim) {
        this.sim = sim;
        this.partition = sim.log().ofWorld(Topics.WORLD_TOPOLOGY, sim.world().key());
        this.events = new SimProducer(sim, "controller", new Always()).publisher(Topics.WORLD_TOPOLOGY);
        this.publisher = publisher();
    }

    private record Always() implements SimProducer.Process {

        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public boolean isPartitioned() {
            return false;
        }
    }

    private TopologyPublisher publisher() {
        return new TopologyPublisher(events, echo, sim.time().clock(0));
    }

    /** Another process is the controller now. */
    void restart() {
        echo = new TopologyEcho();
        publisher = publisher();
        next = 0;
        readOnce = false;
        retiring = null;
        retired = false;
    }

    /** Reads what is there. */
    void read() {
        if (!sim.kafka().isReadable(Topics.WORLD_TOPOLOGY)) {
            return;
        }
        readOnce = true;
        for (var record : sim.log().from(partition, next)) {
            next = record.offset() + 1;
            if (record.value() == null) {
                echo.observedNone(record.key());
                publisher.overwritten(record.key());
            } else if (echo.saw(decoded(record.value()))) {
                publisher.overwritten(record.key());
            }
        }
    }

    /** Whether this process has read the topic to an end that it had since the start of the process. */
    boolean isRead() {
        return readOnce;
    }

    private static TopologyMessage decoded(byte[] value) {
        try {
            return MessageCodec.decode(value, TopologyMessage.class);
        } catch (MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The newest topology of the world that any process may have read. */
    Optional<TopologyMessage> newest(WorldRef world) {
        return sim.log().from(partition, 0).stream()
                .filter(record -> record.value() != null)
                .map(record -> decoded(record.value()))
                .filter(message -> message.world().equals(world))
                .max(Comparator.comparingLong(TopologyMessage::revision));
    }

    /** Sends the topology until it is observed. */
    void publish(TopologyMessage topology) {
        publisher.publishUnlessObserved(topology, CORRELATION);
    }

    /** What the topic holds of the world, as far as it is read. */
    Optional<TopologyMessage> published(WorldRef world) {
        return echo.published(world);
    }

    /** Removes the record of a deleted world; true when that is acknowledged. */
    boolean retire(WorldRef world) {
        if (!world.uid().equals(retiring)) {
            retiring = world.uid();
            retired = false;
            var unused = events.publishTombstone(EventType.WORLD_TOPOLOGY, world.key(), CORRELATION)
                    .whenComplete((done, failure) -> {
                        if (!world.uid().equals(retiring)) {
                            return;
                        }
                        if (failure == null) {
                            retired = true;
                        } else {
                            retiring = null;
                        }
                    });
        }
        return retired;
    }
}
