package io.fleetforge.cell.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
 * Reads a topic on a thread of its own, from the end that it had when the reading began, and goes on where it was after an
 * outage. A channel would not do, since it does not say from where on it reads.
 */
final class Tail implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Tail.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long AGAIN_MS = 500;
    private static final long END_MS = 1000;

    private final Map<String, Object> settings;
    private final String topic;
    private final @Nullable String key;
    private final Consumer<ConsumerRecord<String, byte[]>> reader;
    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private @Nullable Thread thread;

    /**
     * @param settings of a consumer without a group
     * @param key whose partition is read; null for all partitions
     * @param reader gets every record of the partitions, one after the other; must not throw
     */
    Tail(
            Map<String, Object> settings,
            String topic,
            @Nullable String key,
            Consumer<ConsumerRecord<String, byte[]>> reader) {
        this.settings = Map.copyOf(settings);
        this.topic = topic;
        this.key = key;
        this.reader = reader;
    }

    /**
     * @param positioned told, at least once, when the end is known from which on this reads
     */
    void start(Runnable positioned) {
        thread = Thread.ofPlatform().daemon().name("tail of " + topic).start(() -> run(positioned));
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
            } catch (RuntimeException e) { // whatever it was: nobody else reads what comes
                LOG.warnf("%s could not be read, trying again: %s", topic, e);
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
            var partitions = wanted(current.partitionsFor(topic));
            current.assign(partitions);
            var unknown = partitions.stream()
                    .filter(partition -> !next.containsKey(partition))
                    .toList();
            next.putAll(unknown.isEmpty() ? Map.of() : current.endOffsets(unknown));
            next.forEach(current::seek);
        }

        void poll(KafkaConsumer<String, byte[]> current) {
            for (var record : current.poll(POLL)) {
                reader.accept(record);
                next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
        }
    }

    private List<TopicPartition> wanted(List<PartitionInfo> partitions) {
        if (partitions.isEmpty()) {
            throw new KafkaException(topic + " is missing; infra/kafka/topics.yaml declares it");
        }
        if (key == null) {
            return partitions.stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
        }
        // As the producers' default partitioner chooses.
        var hash = Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8)));
        return List.of(new TopicPartition(topic, hash % partitions.size()));
    }

    /** Tells nothing any more. */
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
