package io.fleetforge.cell.messaging;

import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.runtime.correlation.CorrelationScope;
import io.fleetforge.runtime.messaging.IncomingEvent;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Hands the records of this host's world to the host, in order, one at a time, each in a span of its own. A tombstone that
 * comes while this runs is this world's end: its successor's records come after it. One of the past may be a predecessor's.
 *
 * <p>What a topic still holds of the past is no history to act out: of the records that were there when the process began,
 * only the last of this world is applied. Acting out older ones would begin and end cells, and with them sessions, that are
 * long elsewhere.
 */
@ApplicationScoped
public class OwnTopology {

    private static final Logger LOG = Logger.getLogger(OwnTopology.class);

    private final CellHost host;
    private final BoundedRead read;
    private final Fence fence;
    /** Up to which offset the records of the past go; -1 before that is known, and again when they are past. */
    private long pastEnd = -1;

    private boolean caughtUp;

    public OwnTopology(CellHost host, BoundedRead read, Fence fence) {
        this.fence = fence;
        this.host = host;
        this.read = read;
    }

    /**
     * @param record with the key of this host's world
     */
    @WithSpan("apply topology")
    public void take(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        if (!caughtUp) {
            caughtUp = true;
            catchUp(new TopicPartition(record.topic(), record.partition()));
        }
        if (record.offset() >= pastEnd) {
            pastEnd = -1;
            if (record.value() == null) {
                host.worldGone();
                return;
            }
            apply(record);
        }
    }

    /** Applies the last readable record of this world that its partition held when this was called. */
    private void catchUp(TopicPartition partition) {
        var world = host.identity().world().key();
        var past = read.read(
                consumer -> List.of(partition),
                ArrayDeque<ConsumerRecord<String, byte[]>>::new,
                (Deque<ConsumerRecord<String, byte[]>> kept, ConsumerRecord<String, byte[]> record) -> {
                    if (world.equals(record.key()) && record.value() != null) {
                        kept.push(record);
                    }
                });
        if (past.isEmpty()) {
            return; // the process ends
        }
        pastEnd = past.get().ends().getOrDefault(partition, 0L);
        for (var record : past.get().kept()) {
            try {
                if (apply(record)) {
                    return;
                }
            } catch (MalformedMessageException e) {
                LOG.errorf("topology at offset %d is passed over: %s", record.offset(), e.getMessage());
            }
        }
    }

    /** Whether it lists a later incarnation of this host: this process acts no more, whatever else proves it. */
    private boolean replaces(TopologyMessage topology) {
        var self = host.identity();
        return topology.world().uid().equals(self.world().uid())
                && topology.hosts().stream()
                        .anyMatch(listed ->
                                listed.name().equals(self.host()) && listed.incarnation() > self.incarnation());
    }

    /** True when the record is a topology of this very world, by UID. */
    private boolean apply(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        var decoded = IncomingEvent.decode(record, EventType.WORLD_TOPOLOGY);
        if (decoded.isEmpty() || !(decoded.get().payload() instanceof TopologyMessage topology)) {
            return false;
        }
        try (var scope = CorrelationScope.open(decoded.get().correlation())) {
            LOG.infof("topology of %s at revision %d", decoded.get().key(), topology.revision());
            if (replaces(topology)) {
                fence.replaced();
            }
            host.apply(topology, decoded.get().correlation());
        }
        return topology.world().uid().equals(host.identity().world().uid());
    }
}
