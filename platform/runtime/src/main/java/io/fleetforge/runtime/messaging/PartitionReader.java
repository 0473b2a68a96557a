package io.fleetforge.runtime.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads single partitions up to an offset, of no group and without a commit. Every call throws a {@link KafkaException} when Kafka does
 * not answer in time. For one thread.
 */
public final class PartitionReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Duration timeout;

    /**
     * @param broker settings of the connection
     * @param timeout how long an answer, or the next record, may take
     */
    public PartitionReader(Map<String, Object> broker, Duration timeout) {
        this.timeout = timeout;
        var settings = new HashMap<>(broker);
        settings.keySet().retainAll(ConsumerConfig.configNames());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(timeout.toMillis()));
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(timeout.toMillis()));
        this.consumer = new KafkaConsumer<>(settings);
    }

    /** The partition that has the records of {@code world}, {@code namespace/name}. */
    public TopicPartition ofWorld(String topic, String world) {
        var partitions = consumer.partitionsFor(topic);
        if (partitions.isEmpty()) {
            throw new KafkaException(topic + " is missing; infra/kafka/topics.yaml declares it");
        }
        return new TopicPartition(topic, WorldKeyPartitioner.partition(world, partitions.size()));
    }

    /** The offset behind the last record. */
    public long end(TopicPartition partition) {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    /** The offset of the first record that is not older than {@code time}; the end when all are. */
    public long firstSince(TopicPartition partition, Instant time) {
        var found =
                consumer.offsetsForTimes(Map.of(partition, time.toEpochMilli())).get(partition);
        return found == null ? end(partition) : found.offset();
    }

    /** Continues at the first record of {@code partition}. */
    public void begin(TopicPartition partition) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** Reads on to the offset {@code end}. */
    public void read(TopicPartition partition, long end, Consumer<ConsumerRecord<String, byte[]>> accept) {
        var progressNs = System.nanoTime();
        while (consumer.position(partition) < end) {
            var records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                progressNs = System.nanoTime();
                records.forEach(record -> {
                    if (record.offset() < end) {
                        accept.accept(record);
                    }
                });
            } else if (System.nanoTime() - progressNs > timeout.toNanos()) {
                throw new TimeoutException("no record of " + partition + " in " + timeout.toSeconds() + " s");
            }
        }
        if (consumer.position(partition) > end) {
            consumer.seek(partition, end);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
