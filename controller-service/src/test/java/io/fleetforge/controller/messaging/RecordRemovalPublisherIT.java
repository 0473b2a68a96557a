package io.fleetforge.controller.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fleetforge.cluster.broker.Broker;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.contracts.topic.TopicDeclaration;
import io.fleetforge.runtime.messaging.KafkaClientPolicy;
import io.fleetforge.runtime.messaging.WorldKeyPartitioner;
import io.fleetforge.testing.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old records of worlds on a real broker. */
class RecordRemovalPublisherIT {

    private static final Path ROOT = Path.of(System.getProperty("fleetforge.root"));
    private static final Instant NOW = Instant.now();
    private static final Map<String, Duration> AGES =
            Map.of("games/arena", Duration.ofHours(1), "games/keep", Duration.ofHours(24));

    @TempDir
    static Path temp;

    private static Broker broker;

    private final AtomicBoolean leading = new AtomicBoolean(true);
    private final RecordRemovalPublisher log = new RecordRemovalPublisher(
            settings(),
            new KafkaClientPolicy(),
            leading::get,
            new SimpleMeterRegistry(),
            Clock.systemUTC(),
            "/fleetforge/test");

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(temp.resolve("state"), ROOT.resolve("infra/kafka/target/broker"));
        broker.createTopics(TopicDeclaration.load(ROOT.resolve("infra/kafka/topics.yaml")));
        try (var producer = new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer())) {
            // In the order of time, as a broker has them.
            write(producer, "games/arena/lost", Duration.ofHours(5), "x");
            write(producer, "games/arena/living", Duration.ofHours(4), "x");
            write(producer, "games/arena/ended", Duration.ofHours(3), "x");
            write(producer, "games/keep/lost", Duration.ofHours(3), "x");
            write(producer, "games/other/lost", Duration.ofHours(3), "x");
            write(producer, "games/arena/ended", Duration.ofHours(2), null);
            write(producer, "games/arena/young", Duration.ofMinutes(30), "x");
            write(producer, "games/arena/living", Duration.ofMinutes(10), "x");
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void shouldRemoveTheOldLastRecordsOfReadyWorldsAndNoOthers() throws Exception {
        log.start();
        leading.set(false);
        await("the topics are known")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThatThrownBy(this::remove)
                        .isInstanceOf(KafkaException.class)
                        .hasRootCauseMessage("this process is self-fenced and may not publish now"));
        assertThat(last(Topics.CELL_SESSIONS)).as("by another leader").containsKey("games/arena/lost");
        leading.set(true);

        assertThat(remove()).containsExactly(Map.entry("games/arena", 3));

        for (var topic : List.of(Topics.CELL_SESSIONS, Topics.CELL_HANDOFFS, Topics.CELL_CHECKPOINTS)) {
            assertThat(last(topic))
                    .as(topic)
                    .containsOnlyKeys("games/arena/living", "games/arena/young", "games/keep/lost", "games/other/lost");
        }
        assertThat(remove()).as("a second time").isEmpty();
    }

    private Map<String, Integer> remove() {
        return log.removeOlder(AGES, NOW, CorrelationId.random());
    }

    /** The values of the keys that have one. */
    private static Map<String, byte[]> last(String topic) {
        var last = new TreeMap<String, byte[]>();
        for (var record : new TopicReader(broker.bootstrapServers()).all(topic)) {
            if (record.value() == null) {
                last.remove(record.key());
            } else {
                last.put(record.key(), record.value());
            }
        }
        return last;
    }

    private static void write(KafkaProducer<String, byte[]> producer, String key, Duration age, @Nullable String value)
            throws Exception {
        for (var topic : List.of(Topics.CELL_SESSIONS, Topics.CELL_HANDOFFS, Topics.CELL_CHECKPOINTS)) {
            producer.send(new ProducerRecord<>(
                            topic,
                            null,
                            NOW.minus(age).toEpochMilli(),
                            key,
                            value == null ? null : value.getBytes(StandardCharsets.UTF_8)))
                    .get(10, TimeUnit.SECONDS);
        }
    }

    private static Map<String, Object> settings() {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "partitioner.class",
                WorldKeyPartitioner.class.getName());
    }
}
