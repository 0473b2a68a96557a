package io.fleetforge.cell.topics;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads partitions from their beginning to the end they had when the read began, which a channel cannot do. A read without progress
 * for fifteen seconds, or a failed one, starts again until it is complete. One at a time.
 */
public final class BoundedTopicRead implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BoundedTopicRead.class);
    private static final Duration NO_PROGRESS = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(1);
    private static final long AGAIN_MS = 1000;
    private static final int FETCH_MS = 10;

    private final Map<String, Object> settings;
    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<String, byte[]> reading;

    /** What was read, and the end up to which, by partition. */
    public record Whole<K>(K content, Map<TopicPartition, Long> ends) {}

    /**
     * @param broker settings of the connection
     */
    public BoundedTopicRead(Map<String, Object> broker) {
        settings = settings(broker);
        // A partition that is read to its end keeps the broker waiting for more, and all others with it.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MS);
    }

    /** Settings of a consumer that belongs to no group and commits nothing. */
    public static Map<String, Object> settings(Map<String, Object> broker) {
        var settings = new HashMap<>(broker);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) NO_PROGRESS.toMillis());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return settings;
    }

    /**
     * Blocks until the read is complete.
     *
     * @param partitions asked of a consumer; none is a failure
     * @param fresh makes the container that a new attempt fills
     * @return empty when {@link #close} was called before
     */
    public <K> Optional<Whole<K>> read(
            Function<KafkaConsumer<String, byte[]>, Collection<TopicPartition>> partitions,
            Supplier<K> fresh,
            BiConsumer<K, ConsumerRecord<String, byte[]>> accept) {
        while (!closed) {
            try (var consumer = new KafkaConsumer<String, byte[]>(settings)) {
                reading = consumer;
                try {
                    var content = fresh.get();
                    return Optional.of(
                            new Whole<>(content, once(consumer, partitions.apply(consumer), content, accept)));
                } finally {
                    reading = null;
                    consumer.close(CloseOptions.timeout(CLOSE));
                }
            } catch (KafkaException e) {
                if (!closed) {
                    LOG.warnf("Kafka could not be read to the end, trying again: %s", e.getMessage());
                    closed = !pause(AGAIN_MS) || closed;
                }
            }
        }
        return Optional.empty();
    }

    private <K> Map<TopicPartition, Long> once(
            KafkaConsumer<String, byte[]> consumer,
            Collection<TopicPartition> partitions,
            K content,
            BiConsumer<K, ConsumerRecord<String, byte[]>> accept) {
        if (partitions.isEmpty()) {
            throw new KafkaException("a topic is missing; infra/kafka/topics.yaml declares it");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        var progressNs = System.nanoTime();
        while (!closed
                && partitions.stream()
                        .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            var records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                progressNs = System.nanoTime();
                records.forEach(record -> accept.accept(content, record));
            } else if (System.nanoTime() - progressNs > NO_PROGRESS.toNanos()) {
                throw new TimeoutException("no record in " + NO_PROGRESS);
            }
        }
        if (closed) {
            throw new KafkaException("closed");
        }
        return ends;
    }

    /** Waits before something is tried again; false when the thread was interrupted meanwhile, and shall end. */
    public static boolean pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Aborts a read in progress and refuses further ones. */
    @Override
    public void close() {
        closed = true;
        var consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
    }
}
