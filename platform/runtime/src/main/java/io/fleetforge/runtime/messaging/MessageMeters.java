package io.fleetforge.runtime.messaging;

import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.metric.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.IncomingInterceptor;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Counts records and dead letters of every incoming channel, and the age of the oldest record in progress; of a batch, its first
 * record. Thread-safe.
 */
@ApplicationScoped
public class MessageMeters implements IncomingInterceptor {

    private record Position(int partition, long offset) {}

    /** What is counted of a topic, and the timestamps of what is being processed. */
    private record OfTopic(Counter received, Counter refused, Map<Position, Long> inProgress) {}

    private final Meters meters;
    private final Clock clock;
    private final Map<String, OfTopic> topics = new ConcurrentHashMap<>();

    @Inject
    public MessageMeters(MeterRegistry registry) {
        this(registry, Clock.systemUTC());
    }

    MessageMeters(MeterRegistry registry, Clock clock) {
        this.meters = new Meters(registry);
        this.clock = clock;
    }

    @Override
    public Message<?> afterMessageReceive(Message<?> message) {
        first(message).ifPresent(record -> {
            var topic = of(record.topic());
            topic.received().increment();
            topic.inProgress().put(position(record), record.timestamp());
        });
        return message;
    }

    @Override
    public void onMessageAck(Message<?> message) {
        first(message).ifPresent(record -> of(record.topic()).inProgress().remove(position(record)));
    }

    @Override
    public void onMessageNack(Message<?> message, Throwable failure) {
        first(message).ifPresent(record -> {
            var topic = of(record.topic());
            topic.inProgress().remove(position(record));
            topic.refused().increment();
        });
    }

    private OfTopic of(String topic) {
        return topics.computeIfAbsent(topic, first -> {
            var positions = new ConcurrentHashMap<Position, Long>();
            meters.gauge(Metric.OLDEST_UNPROCESSED, positions, this::oldestSeconds, "topic", topic);
            return new OfTopic(
                    meters.counter(Metric.MESSAGES_RECEIVED, "topic", topic),
                    meters.counter(Metric.DEAD_LETTERS, "topic", topic),
                    positions);
        });
    }

    private double oldestSeconds(Map<Position, Long> positions) {
        var oldest = positions.values().stream().mapToLong(Long::longValue).min();
        return oldest.isEmpty() ? 0 : Math.max(0, clock.millis() - oldest.getAsLong()) / 1e3;
    }

    private static Position position(ConsumerRecord<?, ?> record) {
        return new Position(record.partition(), record.offset());
    }

    private static Optional<ConsumerRecord<?, ?>> first(Message<?> message) {
        for (var metadata : message.getMetadata()) {
            if (metadata instanceof IncomingKafkaRecordMetadata<?, ?> single) {
                return Optional.of(single.getRecord());
            }
            if (metadata instanceof IncomingKafkaRecordBatchMetadata<?, ?> batch) {
                var records = batch.getRecords().iterator();
                return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
