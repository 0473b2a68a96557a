package io.fleetforge.alert.messaging;

import io.fleetforge.runtime.messaging.KafkaClientAssertions;
import io.fleetforge.runtime.messaging.KafkaClientPolicy;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
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
        KafkaClientAssertions.assertDurable(
                policy.clients(), READ, WRITTEN, channel -> FROM_NOW_ON.contains(channel) ? "latest" : "earliest");
        KafkaClientAssertions.assertRetriedForTwoMinutes(policy.clients());
    }
}
