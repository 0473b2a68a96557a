package io.fleetforge.runtime.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.contracts.correlation.CorrelationId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class FencedProducerTest {

    private static final String TOPIC = "sessions";
    private static final CorrelationId CORRELATION = CorrelationId.random();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T05:00:00.5Z"), ZoneOffset.UTC);

    private final AtomicBoolean active = new AtomicBoolean(true);
    private final SendGate gate = new SendGate(active::get, () -> 0);
    private final AtomicInteger refusals = new AtomicInteger();
    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(false, new WorldKeyPartitioner(), new StringSerializer(), serializer()) {
                @Override
                public List<PartitionInfo> partitionsFor(String topic) {
                    if (refusals.getAndDecrement() > 0) {
                        throw new TimeoutException("not known");
                    }
                    return super.partitionsFor(topic);
                }
            };
    private final FencedProducer producer = new FencedProducer(kafka, List.of(TOPIC));
    private final EventPublisher publisher = publisher();

    private EventPublisher publisher() {
        return producer.publisher(TOPIC, "/fleetforge/test", CLOCK, gate, Duration.ofSeconds(3));
    }

    private GatedSerializer serializer() {
        var serializer = new GatedSerializer();
        serializer.configure(Map.of(GatedSerializer.GATE, gate), false);
        return serializer;
    }

    private void start() {
        assertThat(producer.learnTopics()).isTrue();
    }

    @Test
    void shouldFailAtOnceWhenTheTopicsAreNotKnownYet() {
        assertThat(publisher.publishBytes("type", "ns/world/one", new byte[0], CORRELATION))
                .isCompletedExceptionally();
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void shouldLearnTheTopicsAfterAnOutage() {
        refusals.set(1);

        assertThat(producer.learnTopics()).isFalse();
        assertThat(producer.learnTopics()).isTrue();

        assertThat(publisher.publishBytes("type", "ns/world/one", new byte[0], CORRELATION))
                .isNotCompleted();
        assertThat(kafka.history()).hasSize(1);
    }

    @Test
    void shouldCompleteWithTheAcknowledgementAndFailWithTheDelivery() {
        start();

        var first = publisher.publishBytes("type", "ns/world/one", new byte[] {1}, CORRELATION);
        var second = publisher.publishBytes("type", "ns/world/one", new byte[] {2}, CORRELATION);

        assertThat(first).isNotCompleted();
        kafka.completeNext();
        kafka.errorNext(new TimeoutException("not delivered"));
        assertThat(first).isCompleted();
        assertThat(second).isCompletedExceptionally();
    }

    @Test
    void shouldSendTheHeadersOfACloudEvent() {
        start();

        publisher.publishBytes("io.fleetforge.type", "ns/world/one", new byte[] {1}, CORRELATION);

        var headers = kafka.history().getFirst().headers();
        assertThat(Arrays.stream(headers.toArray()).map(Header::key))
                .filteredOn(
                        name -> !name.equals("fleetforge-send-by-ns")) // removed by the serializer, see SendGateTest
                .containsExactlyInAnyOrder(
                        "ce_specversion",
                        "ce_id",
                        "ce_type",
                        "ce_source",
                        "ce_time",
                        "ce_datacontenttype",
                        "ce_dataschema",
                        "content-type",
                        "correlation-id");
        assertThat(text(headers.lastHeader("ce_time"))).isEqualTo("2026-11-30T05:00:00.5Z");
        assertThat(text(headers.lastHeader("ce_type"))).isEqualTo("io.fleetforge.type");
        assertThat(text(headers.lastHeader("ce_source"))).isEqualTo("/fleetforge/test");
        assertThat(text(headers.lastHeader("correlation-id"))).isEqualTo(CORRELATION.value());
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    @Test
    void shouldSendNothingWhenTheProcessIsFencedBetweenTheCheckAndTheBatch() {
        start();
        var checks = new AtomicInteger();
        var once = new SendGate(() -> checks.getAndIncrement() == 0, () -> 0);
        var later = producer.publisher(TOPIC, "/fleetforge/test", CLOCK, once, Duration.ofSeconds(3));
        active.set(false);

        var sent = later.publishBytes("type", "ns/world/one", new byte[0], CORRELATION);

        assertThat(sent).isCompletedExceptionally();
        assertThat(checks).hasValue(1);
        assertThatThrownBy(() -> sent.toCompletableFuture().join())
                .hasRootCauseInstanceOf(SerializationException.class);
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void shouldFailSendsAfterItsEnd() {
        start();

        producer.close(false);
        producer.close(true);

        assertThat(kafka.closed()).isTrue();
        assertThat(publisher.publishBytes("type", "ns/world/one", new byte[0], CORRELATION))
                .isCompletedExceptionally();
    }

    @Test
    void shouldRefuseATopicThatIsNotItsOwn() {
        assertThatThrownBy(() -> producer.publisher("other", "/fleetforge/test", CLOCK, gate, Duration.ofSeconds(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other");
    }

    @Test
    void shouldSendTheRecordsOfAKeyInTheirOrder() {
        start();
        var expected = new ArrayList<Integer>();

        for (var i = 0; i < 100; i++) {
            publisher.publishBytes("type", "ns/world/one", new byte[] {(byte) i}, CORRELATION);
            expected.add(i);
        }

        assertThat(kafka.history().stream().map(record -> (int) record.value()[0]))
                .containsExactlyElementsOf(expected);
    }
}
