package io.fleetforge.runtime.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Puts all records of a world into one partition: the one that Kafka's default partitioner chooses for the key {@code ns/world}. Keys
 * are {@code ns/world} or {@code ns/world/...}. So a host reads the records of its world without those of others, and they have one
 * order. The number of partitions of such a topic is not changed while it holds records.
 */
public final class WorldKeyPartitioner implements Partitioner {

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public int partition(
            String topic,
            Object key,
            byte @Nullable [] keyBytes,
            Object value,
            byte @Nullable [] valueBytes,
            Cluster cluster) {
        if (keyBytes == null) {
            throw new IllegalArgumentException("a record of " + topic + " needs a key, ns/world/...");
        }
        return partition(new String(keyBytes, StandardCharsets.UTF_8), cluster.partitionCountForTopic(topic));
    }

    /**
     * The partition of a record.
     *
     * @param key {@code ns/world} or longer
     * @param partitions of the topic, 1 or more
     */
    public static int partition(String key, int partitions) {
        var hash = Utils.toPositive(Utils.murmur2(world(key).getBytes(StandardCharsets.UTF_8)));
        return hash % partitions;
    }

    private static String world(String key) {
        var name = key.indexOf('/') + 1;
        var end = name == 0 ? -1 : key.indexOf('/', name);
        return end < 0 ? key : key.substring(0, end);
    }

    @Override
    public void close() {}
}
