package io.fleetforge.controller.messaging;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.BinaryType;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.runtime.leadership.Leadership;
import io.fleetforge.runtime.messaging.EventPublisher;
import io.fleetforge.runtime.messaging.FencedProducer;
import io.fleetforge.runtime.messaging.GatedSerializer;
import io.fleetforge.runtime.messaging.KafkaClientPolicy;
import io.fleetforge.runtime.messaging.PartitionReader;
import io.fleetforge.runtime.messaging.SendGate;
import io.fleetforge.runtime.messaging.WorldKeyPartitioner;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Removes old records of sessions, handoffs and checkpoints while this process leads. For one thread. */
@Singleton
public final class RecordRemovalPublisher implements AutoCloseable {

    /** First the journal: a session without a record there has ended, whatever a checkpoint names. */
    private static final List<String> TOPICS =
            List.of(Topics.CELL_SESSIONS, Topics.CELL_HANDOFFS, Topics.CELL_CHECKPOINTS);

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration DELIVERY = Duration.ofSeconds(10);
    private static final int IN_FLIGHT = 500;

    private final Map<String, Object> broker;
    private final FencedProducer producer;
    private final Map<String, EventPublisher> publishers = new HashMap<>();

    @Inject
    RecordRemovalPublisher(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            KafkaClientPolicy policy,
            Leadership leadership,
            MeterRegistry registry,
            Clock clock,
            @ConfigProperty(name = "fleetforge.instance") String instance) {
        this(broker, policy, leadership::isLeading, registry, clock, "/fleetforge/controller/" + instance);
    }

    /** @param mayRemove asked before each record leaves */
    RecordRemovalPublisher(
            Map<String, Object> broker,
            KafkaClientPolicy policy,
            BooleanSupplier mayRemove,
            MeterRegistry registry,
            Clock clock,
            String source) {
        this.broker = Map.copyOf(broker);
        var gate = new SendGate(mayRemove, System::nanoTime);
        producer = FencedProducer.create(policy.producer("retention", settings(broker, gate)), TOPICS, registry);
        TOPICS.forEach(topic -> publishers.put(topic, producer.publisher(topic, source, clock, gate, DELIVERY)));
    }

    /** Learns where the topics are. */
    public void start() {
        producer.start();
    }

    /**
     * Removes records that are the last of their key and old.
     *
     * @param ages from which on a record is old, by world
     * @return how many were removed, by world
     * @throws KafkaException when a topic could not be read, or a removal was not acknowledged; the next call finds what is left
     */
    public Map<String, Integer> removeOlder(Map<String, Duration> ages, Instant now, CorrelationId correlation) {
        var removed = new TreeMap<String, Integer>();
        for (var topic : TOPICS) {
            try (var reader = new PartitionReader(broker, TIMEOUT)) {
                new ExpiredRecordAdapter(reader).find(topic, ages, now).forEach((world, keys) -> {
                    remove(topic, keys, correlation);
                    removed.merge(world, keys.size(), Integer::sum);
                });
            }
        }
        return removed;
    }

    private void remove(String topic, List<String> keys, CorrelationId correlation) {
        for (var from = 0; from < keys.size(); from += IN_FLIGHT) {
            var sends = new ArrayList<CompletableFuture<Void>>();
            for (var key : keys.subList(from, Math.min(keys.size(), from + IN_FLIGHT))) {
                sends.add(remove(topic, key, correlation).toCompletableFuture());
            }
            try {
                CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new))
                        .orTimeout(2 * DELIVERY.toSeconds(), TimeUnit.SECONDS)
                        .join();
            } catch (CompletionException e) {
                throw new KafkaException("removals from " + topic + " were not acknowledged", e.getCause());
            }
        }
    }

    private CompletionStage<Void> remove(String topic, String key, CorrelationId correlation) {
        var publisher = Objects.requireNonNull(publishers.get(topic), topic);
        return switch (topic) {
            case Topics.CELL_SESSIONS -> publisher.publishTombstone(EventType.SESSION_RECORDED, key, correlation);
            case Topics.CELL_HANDOFFS -> publisher.publishTombstone(EventType.SESSION_HANDED_OFF, key, correlation);
            default -> publisher.publishTombstone(BinaryType.CHECKPOINT_TAKEN, key, correlation);
        };
    }

    private static Map<String, Object> settings(Map<String, Object> broker, SendGate gate) {
        var settings = new HashMap<>(broker);
        settings.keySet().retainAll(ProducerConfig.configNames());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "retention");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, GatedSerializer.class.getName());
        settings.put(GatedSerializer.GATE, gate);
        settings.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, WorldKeyPartitioner.class.getName());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(DELIVERY.toMillis()));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(DELIVERY.toMillis() / 2));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "5");
        return settings;
    }

    @Override
    public void close() {
        producer.close();
    }
}
