package io.fleetforge.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The topics, one partition each, with compaction: of each key the last record stays, with its offset, and so does what is
 * younger than the lag. The broker's lag is minutes ({@code min.compaction.lag.ms}), stalls and outages here are seconds.
 */
final class SimLog {

    private static final class Topic {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        final Map<Long, Long> appendedMs = new HashMap<>();
        long end;
    }

    private static final long COMPACTION_LAG_MS = 15_000;

    private final Map<String, Topic> topics = new HashMap<>();
    private final LongSupplier clockMs;

    SimLog(LongSupplier clockMs) {
        this.clockMs = clockMs;
    }

    @SuppressWarnings("NullAway") // a tombstone has no value
    void append(String topic, String key, byte[] value) {
        var to = topics.computeIfAbsent(topic, name -> new Topic());
        to.appendedMs.put(to.end, clockMs.getAsLong());
        to.records.add(new ConsumerRecord<>(topic, 0, to.end++, key, value));
    }

    long end(String topic) {
        var known = topics.get(topic);
        return known == null ? 0 : known.end;
    }

    List<ConsumerRecord<String, byte[]>> from(String topic, long offset) {
        var known = topics.get(topic);
        return known == null
                ? List.of()
                : known.records.stream()
                        .filter(record -> record.offset() >= offset)
                        .toList();
    }

    /** Keeps the last record of each key, what is younger than the lag, and all of the newest segment. */
    void compact(String topic, int newest) {
        var known = topics.get(topic);
        if (known == null || known.records.size() <= newest) {
            return;
        }
        var kept = new ArrayList<ConsumerRecord<String, byte[]>>();
        var seen = new HashSet<String>();
        var youngMs = clockMs.getAsLong() - COMPACTION_LAG_MS;
        for (var at = known.records.size() - 1; at >= 0; at--) {
            var record = known.records.get(at);
            var young = known.appendedMs.getOrDefault(record.offset(), 0L) >= youngMs;
            if (seen.add(record.key()) || young || at >= known.records.size() - newest) {
                kept.addFirst(record);
            }
        }
        known.records = kept;
    }
}
