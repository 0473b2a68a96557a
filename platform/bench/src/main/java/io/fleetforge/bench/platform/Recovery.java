package io.fleetforge.bench.platform;

import io.fleetforge.cell.persistence.KafkaRecoveryLogReader;
import io.fleetforge.cell.recovery.SessionRecovery;
import io.fleetforge.cell.topics.BoundedTopicRead;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.SessionRecord;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.local.Platform;
import io.fleetforge.runtime.messaging.WorldKeyPartitioner;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The read of the recovery log, as a host makes it when a process of its world is gone: 5000 living sessions, after no and after
 * 500 000 sessions of the past week that have ended, whose tombstones the journal holds. Time, and memory of what is kept, after a collection.
 */
final class Recovery implements Bench.Measurement {

    private static final int LIVING = 5_000;
    private static final int[] ENDED = {0, 500_000};
    private static final int ROUNDS = 5;
    private static final double MIB = 1024.0 * 1024;
    private static final Duration PAST = Duration.ofDays(7);

    @Override
    public Map<String, String> run(Platform platform) throws Exception {
        var rows = new LinkedHashMap<String, String>();
        var servers = platform.broker().bootstrapServers();
        for (var ended : ENDED) {
            var world = new WorldRef("default", "recovery-" + ended, "uid-" + ended);
            write(servers, world, ended);
            measure(servers, world, ended, rows);
        }
        return rows;
    }

    private static void measure(String servers, WorldRef world, int ended, Map<String, String> rows) {
        var fastestMs = Double.MAX_VALUE;
        var slowestMs = 0.0;
        var kept = 0.0;
        for (var round = 0; round < ROUNDS; round++) {
            var before = usedBytes();
            var startNs = System.nanoTime();
            var recovery = read(servers, world);
            var tookMs = (System.nanoTime() - startNs) / 1e6;
            fastestMs = Math.min(fastestMs, tookMs);
            slowestMs = Math.max(slowestMs, tookMs);
            kept = Math.max(kept, (usedBytes() - before) / MIB);
            if (recovery.epochs().size() != LIVING) {
                throw new PlatformException(recovery.epochs().size() + " sessions were read instead of " + LIVING);
            }
        }
        rows.put(
                LIVING + " living sessions, " + ended + " ended",
                String.format(
                        Locale.ROOT, "%.0f to %.0f ms in %d reads, %.1f MiB kept", fastestMs, slowestMs, ROUNDS, kept));
    }

    private static SessionRecovery read(String servers, WorldRef world) {
        try (var read = new BoundedTopicRead(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers))) {
            return new KafkaRecoveryLogReader(read, Clock.systemUTC(), () -> {})
                    .read(world)
                    .orElseThrow(() -> new PlatformException("the read was aborted"));
        }
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Each ended session of the past week has a record and a tombstone: nothing is compacted yet. */
    private static void write(String servers, WorldRef world, int ended)
            throws ExecutionException, InterruptedException {
        var settings = Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ProducerConfig.PARTITIONER_CLASS_CONFIG,
                WorldKeyPartitioner.class.getName(),
                ProducerConfig.LINGER_MS_CONFIG,
                20);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            var nowMs = System.currentTimeMillis();
            var last = send(producer, world, "first", record(world, "first"), nowMs);
            for (var session = 0; session < ended; session++) {
                var atMs = nowMs - PAST.toMillis() * (ended - session) / ended;
                last = send(producer, world, "ended-" + session, record(world, "ended-" + session), atMs);
                last = send(producer, world, "ended-" + session, null, atMs);
            }
            for (var session = 1; session < LIVING; session++) {
                last = send(producer, world, "living-" + session, record(world, "living-" + session), nowMs);
            }
            producer.flush();
            last.get();
        }
    }

    private static Future<?> send(
            KafkaProducer<String, byte[]> producer,
            WorldRef world,
            String session,
            byte @Nullable [] value,
            long atMs) {
        return producer.send(
                new ProducerRecord<>(Topics.CELL_SESSIONS, null, atMs, SessionRecord.key(world, session), value));
    }

    private static byte[] record(WorldRef world, String session) {
        return MessageCodec.encode(new SessionRecord(
                world, session, "player", 1, "0f".repeat(32), "host-0", 1, "process", 1, 1, Instant.EPOCH));
    }
}
