package io.fleetforge.alert.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.runtime.messaging.HeaderGuard;
import io.fleetforge.runtime.messaging.KafkaClientPolicy;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The effective settings of the Kafka clients. Needs no broker: clients are created before they connect. */
@QuarkusTest
class EffectiveKafkaConfigTest {

    private static final List<String> READ = List.of(
            "alert-events",
            "alerts",
            "alert-state",
            "alert-ownership",
            "world-alerts",
            "world-events",
            "alert-decisions");
    private static final List<String> WRITTEN =
            List.of("alert-events-out", "alerts-out", "alert-state-out", "alert-decisions-out");

    /** The first only joins a consumer group; the second starts with the installation. */
    private static final List<String> FROM_NOW_ON = List.of("alert-ownership", "world-alerts");

    @Inject
    KafkaClientPolicy policy;

    @Test
    void shouldLoseNothingOnAnyChannel() {
        assertThat(policy.clients())
                .extracting(client -> client.channel() + " " + client.kind())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                READ.stream()
                                        .flatMap(channel -> Stream.of(channel + " CONSUMER", channel + " PRODUCER")),
                                WRITTEN.stream().map(channel -> channel + " PRODUCER"))
                        .toList());
        assertThat(policy.clients()).allSatisfy(client -> {
            switch (client.kind()) {
                case PRODUCER ->
                    assertThat(client.settings())
                            .containsEntry("acks", "all")
                            .containsEntry("enable.idempotence", "true")
                            .containsEntry("max.block.ms", "5000")
                            .containsEntry("delivery.timeout.ms", "120000");
                case CONSUMER ->
                    assertThat(client.settings())
                            .containsEntry(
                                    "auto.offset.reset", FROM_NOW_ON.contains(client.channel()) ? "latest" : "earliest")
                            .containsEntry("enable.auto.commit", "false")
                            .containsEntry("interceptor.classes", List.of(HeaderGuard.class));
            }
        });
    }
}
