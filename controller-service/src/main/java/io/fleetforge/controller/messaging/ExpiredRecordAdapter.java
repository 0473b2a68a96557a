package io.fleetforge.controller.messaging;

import io.fleetforge.runtime.messaging.PartitionReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the keys of a compacted topic whose last record is old. Reads the old part of each partition, which compaction keeps small, and
 * the rest only when the old part has records that may be the last of their key. For one thread.
 */
final class ExpiredRecordAdapter {

    private final PartitionReader reader;

    ExpiredRecordAdapter(PartitionReader reader) {
        this.reader = reader;
    }

    /**
     * @param ages from which on a record is old, by world
     * @return the keys, by world
     * @throws KafkaException when the topic could not be read to its end
     */
    Map<String, List<String>> find(String topic, Map<String, Duration> ages, Instant now) {
        var worlds = ages.keySet().stream()
                .collect(Collectors.groupingBy(world -> reader.ofWorld(topic, world), Collectors.toSet()));
        var keys = new TreeSet<String>();
        worlds.forEach((partition, ofPartition) -> keys.addAll(old(partition, ofPartition, ages, now)));
        return keys.stream()
                .collect(Collectors.groupingBy(ExpiredRecordAdapter::world, TreeMap::new, Collectors.toList()));
    }

    private Set<String> old(TopicPartition partition, Set<String> worlds, Map<String, Duration> ages, Instant now) {
        var youngest = worlds.stream().map(ages::get).min(Duration::compareTo).orElseThrow();
        var end = reader.end(partition);
        var found = new HashMap<String, Instant>();
        reader.begin(partition);
        reader.read(partition, Math.min(end, reader.firstSince(partition, now.minus(youngest))), record -> {
            if (record.key() != null && worlds.contains(world(record.key()))) {
                keep(found, record);
            }
        });
        found.entrySet().removeIf(last -> last.getValue().isAfter(now.minus(ages.get(world(last.getKey())))));
        if (!found.isEmpty()) {
            reader.read(partition, end, record -> found.remove(record.key()));
        }
        return found.keySet();
    }

    private static void keep(Map<String, Instant> found, ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            found.remove(record.key());
        } else {
            found.put(record.key(), Instant.ofEpochMilli(record.timestamp()));
        }
    }

    /** The first two elements of a key. */
    private static String world(String key) {
        var namespace = key.indexOf('/');
        var name = namespace < 0 ? -1 : key.indexOf('/', namespace + 1);
        return name < 0 ? key : key.substring(0, name);
    }
}
