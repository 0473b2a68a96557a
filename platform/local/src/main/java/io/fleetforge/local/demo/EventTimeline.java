package io.fleetforge.local.demo;

import io.fleetforge.cluster.Checkout;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.broker.Broker;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.names.Headers;
import io.fleetforge.contracts.names.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the event topics from their beginning and shows the records of one correlation id, in order of time. */
public final class EventTimeline {

    private static final List<String> TOPICS = List.of(Topics.WORLD_TOPOLOGY, Topics.WORLD_EVENTS, Topics.CELL_EVENTS);
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private final Checkout checkout;
    private final Consumer<String> output;

    public EventTimeline(Checkout checkout, Consumer<String> output) {
        this.checkout = checkout;
        this.output = output;
    }

    void show(CorrelationId correlation) {
        var records = records(correlation);
        if (records.stream().map(ConsumerRecord::topic).distinct().count() < TOPICS.size()) {
            throw new PlatformException("not every topic carries " + correlation + ": " + records.size() + " records");
        }
        output.accept("What Kafka holds under correlation id " + correlation + ":");
        lines(records).forEach(output);
    }

    /** Equal consecutive lines are printed once, with their count. */
    private static List<String> lines(List<ConsumerRecord<String, byte[]>> records) {
        var lines = new ArrayList<String>();
        var last = "";
        var times = 0;
        for (var record : records) {
            var line = "  %-30s %-28s %s".formatted(record.topic(), record.key(), header(record, "ce_type"));
            if (line.equals(last)) {
                times++;
                lines.set(lines.size() - 1, line + " x " + times);
            } else {
                last = line;
                times = 1;
                lines.add(line);
            }
        }
        return lines;
    }

    private List<ConsumerRecord<String, byte[]>> records(CorrelationId correlation) {
        var endpoints = StateFiles.readJson(checkout.brokerState().resolve("endpoints.json"), Broker.Endpoints.class)
                .orElseThrow(() -> new PlatformException("the broker does not run"));
        var found = new ArrayList<ConsumerRecord<String, byte[]>>();
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                "127.0.0.1:" + endpoints.broker(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = TOPICS.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
            while (System.nanoTime() < deadline
                    && ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(POLL_TIMEOUT)) {
                    if (correlation.value().equals(header(record, Headers.KAFKA_CORRELATION_ID))) {
                        found.add(record);
                    }
                }
            }
        }
        found.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
        return found;
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
