package io.fleetforge.runtime.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class KafkaClientPolicyTest {

    private static final String SERIALIZER = "org.apache.kafka.common.serialization.ByteArraySerializer";

    private final KafkaClientPolicy policy = new KafkaClientPolicy();

    @Test
    void shouldMakeEveryProducerSafeWhateverIsConfigured() {
        var settings = new HashMap<String, Object>(Map.of(
                "key.serializer", SERIALIZER,
                "value.serializer", SERIALIZER,
                "bootstrap.servers", "localhost:9092",
                "acks", "1",
                "enable.idempotence", "false"));

        policy.customize("out", config(Map.of()), settings);

        assertThat(settings).containsEntry("acks", "all").containsEntry("enable.idempotence", "true");
        assertThat(policy.clients())
                .singleElement()
                .satisfies(client -> assertThat(client.kind()).isEqualTo(KafkaClientPolicy.Kind.PRODUCER));
    }

    @Test
    void shouldGuardTheHeadersOfEveryConsumer() {
        var settings = new HashMap<String, Object>(Map.of("group.id", "g", "bootstrap.servers", "localhost:9092"));

        policy.customize(
                "in",
                config(Map.of(
                        "topic", "t", "failure-strategy", "dead-letter-queue", "dead-letter-queue.topic", "t.dlq")),
                settings);

        assertThat(settings).containsEntry("interceptor.classes", List.of(HeaderGuard.class));
    }

    @Test
    void shouldRefuseAConsumerWhosePoisonStopsIt() {
        var config = config(Map.of("topic", "t", "failure-strategy", "fail", "dead-letter-queue.topic", "t.dlq"));

        assertThatThrownBy(() -> policy.customize("in", config, new HashMap<>()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("failure-strategy must be dead-letter-queue, is fail");
    }

    @Test
    void shouldRefuseAConsumerWhoseDeadLettersGoToAnUndeclaredTopic() {
        var config = config(Map.of("topic", "t", "failure-strategy", "dead-letter-queue"));

        assertThatThrownBy(() -> policy.customize("in", config, new HashMap<>()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dead-letter-queue.topic must be t.dlq, is not set");
    }

    private static Config config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new io.smallrye.config.PropertiesConfigSource(values, "test", 100))
                .build();
    }
}
