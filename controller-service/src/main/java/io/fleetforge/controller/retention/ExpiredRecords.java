package io.fleetforge.controller.retention;

import io.fleetforge.runtime.messaging.WorldKeyPartitioner;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Finds the keys of a compacted topic whose last record is old. Reads the old part of each partition, which compaction keeps small, and
 * the rest only when the old part has records that may be the last of their key. For one thread.
 */
final class ExpiredRecords {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration NO_PROGRESS = Duration.ofSeconds(15);

    private final KafkaConsumer<String, byte[]> consumer;

    /** @param consumer of no group */
    ExpiredRecords(KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * @param ages from which on a record is old, by world
     * @return the keys, by world
     * @throws KafkaException when the topic could not be read to its end
     */
    Map<String, List<String>> find(String topic, Map<String, Duration> ages, Instant now) {
        var partitions = consumer.partitionsFor(topic).size();
        var byPartition = ages.keySet().stream()
                .collect(Collectors.groupingBy(
                        world -> new TopicPartition(topic, WorldKeyPartitioner.partition(world, partitions)),
                        Collectors.toSet()));
        var keys = new TreeMap<String, List<String>>();
        byPartition.forEach((partition, worlds) -> last(partition, worlds, ages, now)
                .forEach((key, record) -> keys.merge(
                        world(key),
                        List.of(key),
                        (before, one) -> Stream.concat(before.stream(), one.stream())
                                .sorted()
                                .toList())));
        return keys;
    }

    /** The old last records of the worlds' keys. */
    private Map<String, Long> last(
            TopicPartition partition, Set<String> worlds, Map<String, Duration> ages, Instant now) {
        var youngest = worlds.stream().map(ages::get).min(Duration::compareTo).orElseThrow();
        var end = consumer.endOffsets(List.of(partition)).get(partition);
        var old = consumer.offsetsForTimes(Map.of(partition, now.minus(youngest).toEpochMilli()));
        OffsetAndTimestamp young = old.get(partition);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        var found = new HashMap<String, Long>();
        read(partition, young == null ? end : young.offset(), record -> {
            if (worlds.contains(world(record.key()))) {
                put(found, record);
            }
        });
        found.entrySet()
                .removeIf(entry -> entry.getValue()
                        > now.minus(ages.get(world(entry.getKey()))).toEpochMilli());
        if (!found.isEmpty()) {
            read(partition, end, record -> found.remove(record.key()));
        }
        return found;
    }

    private static void put(Map<String, Long> found, ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            found.remove(record.key());
        } else {
            found.put(record.key(), record.timestamp());
        }
    }

    private void read(TopicPartition partition, long end, Consumer<ConsumerRecord<String, byte[]>> accept) {
        var progressNs = System.nanoTime();
        while (consumer.position(partition) < end) {
            var records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                progressNs = System.nanoTime();
                for (var record : records) {
                    if (record.key() != null && record.offset() < end) {
                        accept.accept(record);
                    }
                }
                var next = consumer.position(partition);
                if (next > end) {
                    consumer.seek(partition, end);
                }
            } else if (System.nanoTime() - progressNs > NO_PROGRESS.toNanos()) {
                throw new TimeoutException("no record of " + partition + " in " + NO_PROGRESS);
            }
        }
    }

    /** The first two elements of a key. */
    private static String world(String key) {
        var namespace = key.indexOf('/');
        var name = namespace < 0 ? -1 : key.indexOf('/', namespace + 1);
        return name < 0 ? key : key.substring(0, name);
    }
}
