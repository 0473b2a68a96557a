package io.fleetforge.cell.messaging;

import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.topics.BoundedTopicRead;
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
 * Reads the compacted topology topic from its beginning and applies this world's records to the host, in order, one at a time.
 * Records of other worlds are skipped by key, before they are decoded and before a span exists. A tombstone that arrives while this
 * runs ends this world: its successor's records follow it. One in the history may be a predecessor's.
 *
 * <p>The history on the topic is not replayed: of the records that existed at process start, only the last of this world is
 * applied. Replaying older ones would start and end cells, and with them sessions, that moved on long ago.
 */
@ApplicationScoped
public class TopologyAdapter {

    private static final Logger LOG = Logger.getLogger(TopologyAdapter.class);

    private final CellHost host;
    private final BoundedTopicRead read;
    private final TopologyApplier applier;
    /** End offset of the history; -1 before it is known, and again once it is read. */
    private long historyEnd = -1;

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
        if (record.offset() >= historyEnd) {
            historyEnd = -1;
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
        var history = read.read(
                consumer -> List.of(partition),
                ArrayDeque<ConsumerRecord<String, byte[]>>::new,
                (Deque<ConsumerRecord<String, byte[]>> records, ConsumerRecord<String, byte[]> record) -> {
                    if (world.equals(record.key()) && record.value() != null) {
                        records.push(record);
                    }
                });
        if (history.isEmpty()) {
            return; // the process ends
        }
        historyEnd = history.get().ends().getOrDefault(partition, 0L);
        for (var record : history.get().content()) {
            try {
                if (applyInItsTrace(record)) {
                    return;
                }
            } catch (MalformedMessageException e) {
                LOG.errorf("topology at offset %d is skipped: %s", record.offset(), e.getMessage());
            }
        }
    }

    /** Within the history the record that is applied is the last one, not the one just read. */
    private boolean applyInItsTrace(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        try (var scope = RecordContext.of(record).makeCurrent()) {
            return applier.apply(record);
        }
    }
}
