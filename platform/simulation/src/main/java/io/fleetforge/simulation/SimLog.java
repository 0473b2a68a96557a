package io.fleetforge.simulation;

import io.fleetforge.contracts.names.Topics;
import io.fleetforge.contracts.topic.TopicDeclaration;
import io.fleetforge.runtime.messaging.WorldKeyPartitioner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;

/**
 * The topics with their declared partitions, and with compaction: of each key the last record stays, with its offset, and so does what
 * is younger than the lag. The broker's lag is ten minutes ({@code min.compaction.lag.ms}), stalls and outages here are seconds. A
 * checkpoint is read until its host is replaced, which takes most of a run when the controller crashes again and again.
 */
final class SimLog {

    /** A partition of a topic. */
    record Partition(String topic, int number) {}

    private static final class Records {
        List<ConsumerRecord<String, byte[]>> kept = new ArrayList<>();
        long end;
    }

    private static final long COMPACTION_LAG_MS = 15_000;
    private static final long CHECKPOINT_LAG_MS = 60_000;
    private static final Map<String, Integer> PARTITIONS = TopicDeclaration.shipped().topics().stream()
            .collect(Collectors.toUnmodifiableMap(TopicDeclaration.Topic::name, TopicDeclaration.Topic::partitions));
    /** Topics whose producers use the {@link WorldKeyPartitioner}. */
    private static final Set<String> BY_WORLD =
            Set.of(Topics.CELL_SESSIONS, Topics.CELL_HANDOFFS, Topics.CELL_CHECKPOINTS, Topics.SESSION_KEYS);

    private final Map<Partition, Records> partitions = new HashMap<>();
    private final LongSupplier clockMs;
    private final boolean spread;

    /** @param spread whether records of a world are spread over the partitions by their whole key */
    SimLog(LongSupplier clockMs, boolean spread) {
        this.clockMs = clockMs;
        this.spread = spread;
    }

    /** The partition that a producer chooses for the key. */
    Partition partition(String topic, String key) {
        return BY_WORLD.contains(topic) && !spread ? ofWorld(topic, key) : byKey(topic, key);
    }

    /** The partition that readers of the world use. */
    Partition ofWorld(String topic, String key) {
        return new Partition(topic, WorldKeyPartitioner.partition(key, PARTITIONS.getOrDefault(topic, 1)));
    }

    private static Partition byKey(String topic, String key) {
        var hash = Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8)));
        return new Partition(topic, hash % PARTITIONS.getOrDefault(topic, 1));
    }

    @SuppressWarnings("NullAway") // a tombstone has no value
    void append(Partition to, String key, byte[] value) {
        var records = partitions.computeIfAbsent(to, name -> new Records());
        records.kept.add(new ConsumerRecord<>(
                to.topic(),
                to.number(),
                records.end++,
                clockMs.getAsLong(),
                TimestampType.CREATE_TIME,
                key.length(),
                value == null ? 0 : value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    /** The offset of the next record. */
    long end(Partition of) {
        var known = partitions.get(of);
        return known == null ? 0 : known.end;
    }

    /** The records from {@code offset} on. */
    List<ConsumerRecord<String, byte[]>> from(Partition of, long offset) {
        var known = partitions.get(of);
        if (known == null || known.end <= offset) {
            return List.of();
        }
        var first = known.kept.size();
        while (first > 0 && known.kept.get(first - 1).offset() >= offset) {
            first--;
        }
        return List.copyOf(known.kept.subList(first, known.kept.size()));
    }

    /** Keeps the last record of each key, what is younger than the lag, and all of the newest segment. */
    void compact(String topic, int newest) {
        partitions.forEach((partition, records) -> {
            if (partition.topic().equals(topic) && records.kept.size() > newest) {
                records.kept = compacted(records.kept, newest);
            }
        });
    }

    private List<ConsumerRecord<String, byte[]>> compacted(List<ConsumerRecord<String, byte[]>> records, int newest) {
        var kept = new ArrayList<ConsumerRecord<String, byte[]>>();
        var seen = new HashSet<String>();
        var lagMs = records.getFirst().topic().equals(Topics.CELL_CHECKPOINTS) ? CHECKPOINT_LAG_MS : COMPACTION_LAG_MS;
        var youngMs = clockMs.getAsLong() - lagMs;
        for (var at = records.size() - 1; at >= 0; at--) {
            var record = records.get(at);
            if (seen.add(record.key()) || record.timestamp() >= youngMs || at >= records.size() - newest) {
                kept.add(record);
            }
        }
        return new ArrayList<>(kept.reversed());
    }
}
