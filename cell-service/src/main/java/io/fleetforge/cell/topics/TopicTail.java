package io.fleetforge.cell.topics;

import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.messaging.IncomingEvent;
import io.fleetforge.runtime.messaging.WorldKeyPartitioner;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a world from a topic on a thread of its own, from the end that it had when the reading began or from its
 * beginning, and continues at its position after an outage. Reads the world's partition only, see {@link WorldKeyPartitioner}. A channel
 * does not report its start position, hence a plain consumer. Unreadable records are skipped and logged.
 */
public final class TopicTail implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long AGAIN_MS = 500;
    private static final long END_MS = 1000;

    private final TailSource source;
    private final EventType type;
    private final Keys keys;
    private final Reader reader;
    private final boolean fromBeginning;
    private final Counter received;
    private final Counter skipped;
    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private @Nullable Thread thread;

    private TopicTail(TailSource source, EventType type, Keys keys, Reader reader, boolean fromBeginning) {
        this.source = source;
        this.received = source.meters().counter(Metric.MESSAGES_RECEIVED, "topic", type.topic());
        this.skipped = source.meters().counter(Metric.DEAD_LETTERS, "topic", type.topic());
        this.type = type;
        this.keys = keys;
        this.reader = reader;
        this.fromBeginning = fromBeginning;
    }

    /** Receives the events one after the other, each with its offset. */
    @FunctionalInterface
    public interface Reader {
        void receive(IncomingEvent event, long offset);
    }

    /** Which records are read: those of the partition of {@code world} that {@code accepts}. */
    private record Keys(String world, Predicate<String> accepts) {}

    /**
     * The events with the world's key.
     *
     * @param type names the topic, and is the type of a record without one
     * @param reader receives the events one after the other
     */
    public static TopicTail ofKey(TailSource source, EventType type, WorldRef world, Consumer<IncomingEvent> reader) {
        return new TopicTail(
                source,
                type,
                new Keys(world.key(), world.key()::equals),
                (event, offset) -> reader.accept(event),
                false);
    }

    /** As {@link #ofKey}, for the keys below the world's; the producers of the topic use {@link WorldKeyPartitioner}. */
    public static TopicTail ofWorld(TailSource source, EventType type, WorldRef world, Consumer<IncomingEvent> reader) {
        return ofWorld(source, type, world, (event, offset) -> reader.accept(event));
    }

    /** As {@link #ofWorld}, with offsets. */
    public static TopicTail ofWorld(TailSource source, EventType type, WorldRef world, Reader reader) {
        var prefix = world.key() + "/";
        return new TopicTail(source, type, new Keys(world.key(), key -> key.startsWith(prefix)), reader, false);
    }

    /** The same tail, which first reads everything that the topic holds. */
    public TopicTail fromBeginning() {
        return new TopicTail(source, type, keys, reader, true);
    }

    /**
     * Starts to read.
     *
     * @param positioned runs at least once, when the start position is known; with {@link #fromBeginning}, when all records up to the
     *     end that the topic had then are delivered
     */
    public void start(Runnable positioned) {
        thread = Thread.ofPlatform().daemon().name("tail of " + type.topic()).start(() -> run(positioned));
    }

    private void run(Runnable positioned) {
        var reading = new Reading();
        while (!closed) {
            try (var current = new KafkaConsumer<String, byte[]>(source.settings())) {
                consumer = current;
                reading.begin(current);
                for (var reported = false; !closed; reading.poll(current)) {
                    if (!reported && reading.isPositioned()) {
                        reported = true;
                        positioned.run();
                    }
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

    /** Where the partition was read up to, across consumers. */
    private final class Reading {
        private long next = -1;
        private long firstEnd;

        void begin(KafkaConsumer<String, byte[]> current) {
            var partition = partition(current.partitionsFor(type.topic()));
            var partitions = List.of(partition);
            current.assign(partitions);
            if (next < 0) {
                firstEnd = current.endOffsets(partitions).getOrDefault(partition, 0L);
                next = fromBeginning ? current.beginningOffsets(partitions).getOrDefault(partition, 0L) : firstEnd;
            }
            current.seek(partition, next);
        }

        boolean isPositioned() {
            return next >= firstEnd;
        }

        void poll(KafkaConsumer<String, byte[]> current) {
            for (var record : current.poll(POLL)) {
                deliver(record);
            }
            current.assignment().forEach(partition -> next = current.position(partition));
        }
    }

    private void deliver(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null || !keys.accepts().test(record.key())) {
            return;
        }
        try {
            received.increment();
            IncomingEvent.decode(record, type).ifPresent(event -> reader.receive(event, record.offset()));
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

    private TopicPartition partition(List<PartitionInfo> partitions) {
        if (partitions.isEmpty()) {
            throw new KafkaException(type.topic() + " is missing; infra/kafka/topics.yaml declares it");
        }
        return new TopicPartition(type.topic(), WorldKeyPartitioner.partition(keys.world(), partitions.size()));
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
