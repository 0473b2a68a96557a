package io.fleetforge.runtime.messaging;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Enforces the settings of every Kafka client of a process, dead-letter producers included, just before SmallRye creates it. No
 * configuration can make a producer lose an acknowledged record; a consumer whose poison would stop it, or go to an undeclared
 * topic, fails the start instead. Thread-safe.
 */
@Singleton
public class KafkaClientPolicy implements ClientCustomizer<Map<String, Object>> {

    private static final Logger LOG = Logger.getLogger(KafkaClientPolicy.class);
    private static final String DEAD_LETTER_SUFFIX = ".dlq";

    private static final List<String> PRODUCER_REPORT = List.of(
            ProducerConfig.CLIENT_ID_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.RETRIES_CONFIG,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);

    private static final List<String> CONSUMER_REPORT = List.of(
            ConsumerConfig.CLIENT_ID_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG);

    /** What a client is for. */
    public enum Kind {
        PRODUCER,
        CONSUMER
    }

    /**
     * The effective settings of one client.
     *
     * @param channel its channel; a dead-letter producer has that of its consumer
     */
    public record Client(String channel, Kind kind, Map<String, Object> settings) {
        public Client {
            settings = Map.copyOf(settings);
        }
    }

    private final List<Client> clients = new CopyOnWriteArrayList<>();

    @Override
    public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> settings) {
        // SmallRye removes serializers from a consumer's settings, so their presence distinguishes the two.
        var kind = settings.containsKey(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG) ? Kind.PRODUCER : Kind.CONSUMER;
        if (kind == Kind.PRODUCER) {
            return producer(channel, settings);
        }
        requireDeadLetters(channel, channelConfig);
        settings.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, List.of(HeaderGuard.class));
        return record(channel, kind, settings);
    }

    /**
     * Enforces the settings of a producer outside the channels.
     *
     * @param name of the producer, unique among them and the channels
     * @return {@code settings}, changed
     */
    public Map<String, Object> producer(String name, Map<String, Object> settings) {
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return record(name, Kind.PRODUCER, settings);
    }

    private Map<String, Object> record(String channel, Kind kind, Map<String, Object> settings) {
        clients.add(new Client(channel, kind, settings));
        LOG.infof(
                "kafka %s of channel %s: %s", kind.name().toLowerCase(Locale.ROOT), channel, effective(kind, settings));
        return settings;
    }

    /** What Kafka itself makes of the settings, its defaults included; Quarkus silences the clients' own report. */
    private static String effective(Kind kind, Map<String, Object> settings) {
        var complete = new HashMap<>(settings);
        complete.putIfAbsent(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        complete.putIfAbsent(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return switch (kind) {
            case PRODUCER -> chosen(new ProducerConfig(settings), PRODUCER_REPORT);
            case CONSUMER -> chosen(new ConsumerConfig(complete), CONSUMER_REPORT);
        };
    }

    private static String chosen(AbstractConfig config, List<String> names) {
        return names.stream()
                .map(name -> name + "=" + config.values().get(name))
                .collect(Collectors.joining(" "));
    }

    /** Every client made so far, in order. */
    public List<Client> clients() {
        return List.copyOf(clients);
    }

    private static void requireDeadLetters(String channel, Config config) {
        var topic = config.getOptionalValue("topic", String.class).orElse(channel);
        require(channel, config, "failure-strategy", "dead-letter-queue");
        require(channel, config, "dead-letter-queue.topic", topic + DEAD_LETTER_SUFFIX);
    }

    private static void require(String channel, Config config, String property, String expected) {
        var actual = config.getOptionalValue(property, String.class).orElse("not set");
        if (!actual.equals(expected)) {
            throw new IllegalStateException(
                    "mp.messaging.incoming." + channel + "." + property + " must be " + expected + ", is " + actual);
        }
    }
}
