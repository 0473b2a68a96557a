package io.fleetforge.runtime.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

class MessageMetersTest {

    private static final long NOW_MS = 1_000_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MessageMeters meters =
            new MessageMeters(registry, Clock.fixed(Instant.ofEpochMilli(NOW_MS), ZoneOffset.UTC));

    @Test
    void shouldReportTheAgeOfTheOldestRecordUntilItIsProcessed() {
        var older = message("worlds", 7, NOW_MS - 9000);
        var newer = message("worlds", 8, NOW_MS - 2000);
        var other = message("alerts", 1, NOW_MS);
        meters.afterMessageReceive(older);
        meters.afterMessageReceive(newer);
        meters.afterMessageReceive(other);

        assertThat(oldest("worlds")).isEqualTo(9);
        assertThat(oldest("alerts")).isZero();
        meters.onMessageAck(older);
        assertThat(oldest("worlds")).isEqualTo(2);
        meters.onMessageAck(newer);
        assertThat(oldest("worlds")).isZero();
        assertThat(count("fleetforge.messages.received", "worlds")).isEqualTo(2);
    }

    @Test
    void shouldCountDeadLetters() {
        var poison = message("alerts", 1, NOW_MS - 5000);
        meters.afterMessageReceive(poison);
        assertThat(count("fleetforge.dead.letters", "alerts"))
                .as("there from the start")
                .isZero();

        meters.onMessageNack(poison, new IllegalStateException("poison"));

        assertThat(count("fleetforge.dead.letters", "alerts")).isEqualTo(1);
        assertThat(oldest("alerts")).isZero();
    }

    @Test
    void shouldIgnoreMessagesThatAreNotFromKafka() {
        var message = Message.of("hello");

        assertThat(meters.afterMessageReceive(message)).isSameAs(message);
        meters.onMessageAck(message);
        assertThat(registry.getMeters()).isEmpty();
    }

    private double oldest(String topic) {
        return registry.get("fleetforge.messages.oldest.unprocessed")
                .tag("topic", topic)
                .gauge()
                .value();
    }

    private double count(String name, String topic) {
        return registry.get(name).tag("topic", topic).counter().count();
    }

    private static Message<String> message(String topic, long offset, long atMs) {
        var record = new ConsumerRecord<>(
                topic,
                0,
                offset,
                atMs,
                TimestampType.CREATE_TIME,
                1,
                1,
                "key",
                "value",
                new RecordHeaders(),
                Optional.empty());
        return Message.of("value", Metadata.of(new IncomingKafkaRecordMetadata<>(record, topic)));
    }
}
