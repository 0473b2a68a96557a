package io.fleetforge.cell.messaging;

import io.fleetforge.runtime.messaging.KafkaClientAssertions;
import io.fleetforge.runtime.messaging.KafkaClientPolicy;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Effective settings of this service's Kafka clients. Needs no broker: clients are made before they connect. */
@QuarkusTest
class EffectiveKafkaConfigTest {

    @Inject
    KafkaClientPolicy policy;

    @Test
    void shouldLoseNothingOnAnyChannel() {
        KafkaClientAssertions.assertDurable(
                policy.clients(),
                List.of("topology"),
                List.of(
                        "cell-events",
                        "cell-telemetry",
                        "cell-sessions",
                        "cell-handoffs",
                        "cell-ghosts",
                        "cell-checkpoints"),
                channel -> "earliest");
    }
}
