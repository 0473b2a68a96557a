package io.fleetforge.cell.messaging;

import io.fleetforge.cell.checkpoint.Given;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.runtime.correlation.CorrelationScope;
import io.fleetforge.runtime.messaging.IncomingEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands the words of sessions given away to the host as they come, from the end that the topic had when the process began:
 * what was before is read with the first topology, which waits for that end to be known. A channel would not do, since it
 * does not say from where on it reads. Records of other worlds are skipped by key; one that cannot be read is logged.
 */
public final class HandoffAdapter implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(HandoffAdapter.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long AGAIN_MS = 500;
    private static final long END_MS = 1000;

    private final Map<String, Object> settings;
    private final CellHost host;
    private final CountDownLatch positioned;
    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private @Nullable Thread thread;

    /**
     * @param settings of a consumer without a group
     * @param positioned counted down when the end is known from which on this reads
     */
    public HandoffAdapter(Map<String, Object> settings, CellHost host, CountDownLatch positioned) {
        this.settings = Map.copyOf(settings);
        this.host = host;
        this.positioned = positioned;
    }

    public void start() {
        thread = Thread.ofPlatform().daemon().name("hand-overs").start(this::run);
    }

    private void run() {
        var reading = new Reading();
        while (!closed) {
            try (var current = new KafkaConsumer<String, byte[]>(settings)) {
                consumer = current;
                reading.begin(current);
                positioned.countDown();
                while (!closed) {
                    reading.poll(current);
                }
            } catch (WakeupException e) {
                LOG.debug("woken to end");
            } catch (RuntimeException e) { // whatever it was: words that are not read are sessions that wait
                LOG.warnf("hand-overs could not be read, trying again: %s", e);
                closed = !BoundedRead.pause(AGAIN_MS) || closed;
            } finally {
                consumer = null;
            }
        }
    }

    /** Where each partition was read up to, across consumers. */
    private final class Reading {
        private final Map<TopicPartition, Long> next = new HashMap<>();

        void begin(KafkaConsumer<String, byte[]> current) {
            var partitions = current.partitionsFor(Topics.CELL_HANDOFFS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new KafkaException(Topics.CELL_HANDOFFS + " is missing; infra/kafka/topics.yaml declares it");
            }
            current.assign(partitions);
            var unknown = partitions.stream()
                    .filter(partition -> !next.containsKey(partition))
                    .toList();
            next.putAll(unknown.isEmpty() ? Map.of() : current.endOffsets(unknown));
            next.forEach(current::seek);
        }

        void poll(KafkaConsumer<String, byte[]> current) {
            for (var record : current.poll(POLL)) {
                tell(record);
                next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
        }
    }

    private void tell(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null
                || record.value() == null
                || !record.key().startsWith(host.identity().world().key() + "/")) {
            return;
        }
        try {
            var decoded = IncomingEvent.decode(record, EventType.SESSION_HANDED_OVER);
            if (decoded.isPresent() && decoded.get().payload() instanceof SessionHandoff handoff) {
                try (var scope = CorrelationScope.open(decoded.get().correlation())) {
                    host.handedOver(Given.of(handoff), decoded.get().correlation());
                }
            }
        } catch (MalformedMessageException | IllegalArgumentException e) {
            LOG.errorf(
                    "record %s-%d@%d is passed over: %s",
                    record.topic(), record.partition(), record.offset(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "the hand-over of %s failed here", record.key());
        }
    }

    /** Tells the host nothing any more. */
    @Override
    public void close() {
        closed = true;
        var current = consumer;
        if (current != null) {
            current.wakeup();
        }
        var running = thread;
        if (running == null) {
            return;
        }
        try {
            running.join(END_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
