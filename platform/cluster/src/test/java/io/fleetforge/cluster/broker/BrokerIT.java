package io.fleetforge.cluster.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.contracts.names.Topics;
import io.fleetforge.contracts.topic.TopicDeclaration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerIT {

    private static final Path ROOT = Path.of(System.getProperty("fleetforge.root"));

    @TempDir
    static Path temp;

    private static Broker broker;
    private static TopicDeclaration declaration;

    @BeforeAll
    static void start() throws IOException {
        declaration = TopicDeclaration.load(ROOT.resolve("infra/kafka/topics.yaml"));
        broker = Broker.start(temp.resolve("a state"), ROOT.resolve("infra/kafka/target/broker"));
        broker.createTopics(declaration);
    }

    @AfterAll
    static void stop() {
        broker.close();
        assertThat(broker.processes().running()).isEmpty();
    }

    @Test
    void shouldCreateTheDeclaredTopicsOnce() throws Exception {
        broker.createTopics(declaration);

        try (var admin = admin()) {
            var topics = admin.describeTopics(declaration.topics().stream()
                            .map(TopicDeclaration.Topic::name)
                            .toList())
                    .allTopicNames()
                    .get(20, TimeUnit.SECONDS);
            assertThat(topics).hasSize(declaration.topics().size());
            assertThat(topics.get(Topics.WORLD_TOPOLOGY).partitions()).hasSize(8);
        }
    }

    @Test
    void shouldNotCreateATopicByItself() {
        try (var producer = producer()) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("undeclared.topic", "k", "v"))
                            .get(10, TimeUnit.SECONDS))
                    .isInstanceOf(Exception.class);
        }
    }

    @Test
    void shouldKeepPortAndRecordsWhenItIsKilledAndRestarted() throws Exception {
        var address = broker.bootstrapServers();
        try (var producer = producer()) {
            producer.send(new ProducerRecord<>(Topics.AUDIT, 0, "key", "kept")).get(10, TimeUnit.SECONDS);
        }

        broker.kill();
        broker.restart();

        assertThat(broker.bootstrapServers()).isEqualTo(address);
        try (var consumer = new KafkaConsumer<String, String>(Map.of(
                "bootstrap.servers", address,
                "key.deserializer", StringDeserializer.class.getName(),
                "value.deserializer", StringDeserializer.class.getName()))) {
            var partition = new TopicPartition(Topics.AUDIT, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            assertThat(consumer.poll(Duration.ofSeconds(20)).records(partition))
                    .extracting(record -> record.value())
                    .contains("kept");
        }
    }

    @Test
    void shouldAdoptTheRunningBroker() {
        var second = Broker.start(temp.resolve("a state"), ROOT.resolve("infra/kafka/target/broker"));

        assertThat(second.bootstrapServers()).isEqualTo(broker.bootstrapServers());
        assertThat(second.processes().running()).isEqualTo(broker.processes().running());
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "key.serializer", StringSerializer.class.getName(),
                "value.serializer", StringSerializer.class.getName(),
                "acks", "all",
                "max.block.ms", "3000"));
    }
}
