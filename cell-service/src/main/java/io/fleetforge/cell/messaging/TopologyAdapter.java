package io.fleetforge.cell.messaging;

import io.fleetforge.cell.recovery.BoundedTopicRead;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.runtime.messaging.RecordContext;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Reads the compacted topology topic from its beginning and hands this world's records to the host, in order, one at a
 * time. Records of other worlds are skipped by key, before they are decoded and before there is a span of them. A tombstone that
 * comes while this runs is this world's end: its successor's records come after it. One of the past may be a predecessor's.
 *
 * <p>What a topic still holds of the past is no history to act out: of the records that were there when the process began,
 * only the last of this world is applied. Acting out older ones would begin and end cells, and with them sessions, that are
 * long elsewhere.
 */
@ApplicationScoped
public class TopologyAdapter {

    private static final Logger LOG = Logger.getLogger(TopologyAdapter.class);

    private final CellHost host;
    private final BoundedTopicRead read;
    private final TopologyApplier applier;
    /** Up to which offset the records of the past go; -1 before that is known, and again when they are past. */
    private long pastEnd = -1;

    private boolean caughtUp;

    public TopologyAdapter(CellHost host, BoundedTopicRead read, TopologyApplier applier) {
        this.host = host;
        this.read = read;
        this.applier = applier;
    }

    @Incoming("topology")
    @Blocking
    public void topology(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        if (record.key() != null && !record.key().equals(host.identity().world().key())) {
            return;
        }
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
            applyInItsTrace(record);
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
                if (applyInItsTrace(record)) {
                    return;
                }
            } catch (MalformedMessageException e) {
                LOG.errorf("topology at offset %d is passed over: %s", record.offset(), e.getMessage());
            }
        }
    }

    /** The record that is applied need not be the one that was read: of the past it is the last. */
    private boolean applyInItsTrace(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        try (var scope = RecordContext.of(record).makeCurrent()) {
            return applier.apply(record);
        }
    }
}
