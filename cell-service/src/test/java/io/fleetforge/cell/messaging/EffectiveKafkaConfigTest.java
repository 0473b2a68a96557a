package io.fleetforge.cell.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.runtime.messaging.HeaderGuard;
import io.fleetforge.runtime.messaging.KafkaClientPolicy;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the clients of this service are really made of. Needs no broker: clients are made before they connect. */
@QuarkusTest
class EffectiveKafkaConfigTest {

    @Inject
    KafkaClientPolicy policy;

    @Test
    void shouldLoseNothingOnAnyChannel() {
        assertThat(policy.clients())
                .extracting(client -> client.channel() + " " + client.kind())
                .containsExactlyInAnyOrder(
                        "topology CONSUMER",
                        "topology PRODUCER",
                        "cell-events PRODUCER",
                        "cell-telemetry PRODUCER",
                        "cell-sessions PRODUCER",
                        "cell-handoffs PRODUCER",
                        "cell-ghosts PRODUCER",
                        "cell-checkpoints PRODUCER");
        assertThat(policy.clients()).allSatisfy(client -> {
            switch (client.kind()) {
                case PRODUCER ->
                    assertThat(client.settings())
                            .containsEntry("acks", "all")
                            .containsEntry("enable.idempotence", "true")
                            .containsEntry("max.block.ms", "5000");
                case CONSUMER ->
                    assertThat(client.settings())
                            .containsEntry("auto.offset.reset", "earliest")
                            .containsEntry("enable.auto.commit", "false")
                            .containsEntry("interceptor.classes", List.of(HeaderGuard.class));
            }
        });
    }
}
