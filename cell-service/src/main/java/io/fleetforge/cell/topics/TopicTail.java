package io.fleetforge.cell.topics;

import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.messaging.IncomingEvent;
import io.micrometer.core.instrument.Counter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Utils;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a topic on a thread of its own, from the end that it had when the reading began, and continues at its
 * position after an outage. A channel does not report its start position, hence a plain consumer. Unreadable records are skipped and
 * logged.
 */
public final class TopicTail implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long AGAIN_MS = 500;
    private static final long END_MS = 1000;

    private final Map<String, Object> settings;
    private final EventType type;
    private final @Nullable String partitionKey;
    private final Predicate<String> accepts;
    private final Consumer<IncomingEvent> reader;
    private final Counter received;
    private final Counter skipped;
    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private @Nullable Thread thread;

    private TopicTail(
            TailSource source,
            EventType type,
            @Nullable String partitionKey,
            Predicate<String> accepts,
            Consumer<IncomingEvent> reader) {
        this.received = source.meters().counter(Metric.MESSAGES_RECEIVED, "topic", type.topic());
        this.skipped = source.meters().counter(Metric.DEAD_LETTERS, "topic", type.topic());
        this.settings = source.settings();
        this.type = type;
        this.partitionKey = partitionKey;
        this.accepts = accepts;
        this.reader = reader;
    }

    /**
     * The events of one key; reads that key's partition only.
     *
     * @param type names the topic, and is the type of a record without one
     * @param reader receives the events one after the other
     */
    public static TopicTail ofKey(TailSource source, EventType type, String key, Consumer<IncomingEvent> reader) {
        return new TopicTail(source, type, key, key::equals, reader);
    }

    /** As {@link #ofKey}, for every key with the prefix {@code prefix}; reads all partitions. */
    public static TopicTail ofKeysUnder(
            TailSource source, EventType type, String prefix, Consumer<IncomingEvent> reader) {
        return new TopicTail(source, type, null, key -> key.startsWith(prefix), reader);
    }

    /** @param positioned runs at least once, when the start position is known */
    public void start(Runnable positioned) {
        thread = Thread.ofPlatform().daemon().name("tail of " + type.topic()).start(() -> run(positioned));
    }

    private void run(Runnable positioned) {
        var reading = new Reading();
        while (!closed) {
            try (var current = new KafkaConsumer<String, byte[]>(settings)) {
                consumer = current;
                reading.begin(current);
                positioned.run();
                while (!closed) {
                    reading.poll(current);
                }
            } catch (WakeupException e) {
                LOG.debug("woken to end");
            } catch (RuntimeException e) { // any failure: no other consumer reads these records
                LOG.warnf("%s could not be read, trying again: %s", type.topic(), e);
                closed = !BoundedTopicRead.pause(AGAIN_MS) || closed;
            } finally {
                consumer = null;
            }
        }
    }

    /** Where each partition was read up to, across consumers. */
    private final class Reading {
        private final Map<TopicPartition, Long> next = new HashMap<>();

        void begin(KafkaConsumer<String, byte[]> current) {
            var partitions = partitions(current.partitionsFor(type.topic()));
            current.assign(partitions);
            var unknown = partitions.stream()
                    .filter(partition -> !next.containsKey(partition))
                    .toList();
            next.putAll(unknown.isEmpty() ? Map.of() : current.endOffsets(unknown));
            next.forEach(current::seek);
        }

        void poll(KafkaConsumer<String, byte[]> current) {
            for (var record : current.poll(POLL)) {
                deliver(record);
                next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
        }
    }

    private void deliver(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null || !accepts.test(record.key())) {
            return;
        }
        try {
            received.increment();
            IncomingEvent.decode(record, type).ifPresent(reader);
        } catch (MalformedMessageException | IllegalArgumentException e) {
            LOG.errorf(
                    "record %s-%d@%d is skipped: %s",
                    record.topic(), record.partition(), record.offset(), e.getMessage());
            skipped.increment();
        } catch (RuntimeException e) { // one record must not hold up those behind it
            LOG.errorf(e, "an event of %s could not be applied", record.key());
            skipped.increment();
        }
    }

    private List<TopicPartition> partitions(List<PartitionInfo> partitions) {
        if (partitions.isEmpty()) {
            throw new KafkaException(type.topic() + " is missing; infra/kafka/topics.yaml declares it");
        }
        if (partitionKey == null) {
            return partitions.stream()
                    .map(partition -> new TopicPartition(type.topic(), partition.partition()))
                    .toList();
        }
        // As the producers' default partitioner chooses.
        var hash = Utils.toPositive(Utils.murmur2(partitionKey.getBytes(StandardCharsets.UTF_8)));
        return List.of(new TopicPartition(type.topic(), hash % partitions.size()));
    }

    /** Delivers nothing any longer. */
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
