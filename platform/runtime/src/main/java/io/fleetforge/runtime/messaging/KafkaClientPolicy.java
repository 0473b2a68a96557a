package io.fleetforge.runtime.messaging;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.Config;

/**
 * The last word on every Kafka client of a process: SmallRye shows it the settings that a client is about to be made of,
 * dead-letter producers included. No configuration can make a producer lose an acknowledged record; a consumer whose poison
 * would stop it, or go to an undeclared topic, stops the start instead. Thread-safe.
 */
@Singleton
public class KafkaClientPolicy implements ClientCustomizer<Map<String, Object>> {

    private static final String DEAD_LETTER_SUFFIX = ".dlq";

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
        // SmallRye takes serializers out of a consumer's settings, so their presence tells the two apart.
        var kind = settings.containsKey(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG) ? Kind.PRODUCER : Kind.CONSUMER;
        switch (kind) {
            case PRODUCER -> {
                settings.put(ProducerConfig.ACKS_CONFIG, "all");
                settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
            }
            case CONSUMER -> {
                requireDeadLetters(channel, channelConfig);
                settings.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, List.of(HeaderGuard.class));
            }
        }
        clients.add(new Client(channel, kind, settings));
        return settings;
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
