package io.fleetforge.cell.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.lease.FencingTimes;
import io.fleetforge.runtime.messaging.GatedSerializer;
import io.fleetforge.runtime.messaging.KafkaClientAssertions;
import io.fleetforge.runtime.messaging.KafkaClientPolicy;
import io.fleetforge.runtime.messaging.KafkaClientPolicy.Client;
import io.fleetforge.runtime.messaging.WorldKeyPartitioner;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Effective settings of this service's Kafka clients. Needs no broker: clients are made before they connect. */
@QuarkusTest
class EffectiveKafkaConfigTest {

    @Inject
    KafkaClientPolicy policy;

    /**
     * From the gate in the producer until a record has landed or is dropped: the wait for space in the producer's buffer, then the
     * delivery.
     */
    @Test
    void shouldLandOrDropTheRecordsOfAFencedProcessBeforeItsReplacementActs() {
        assertThat(policy.clients())
                .filteredOn(client ->
                        GatedSerializer.class.getName().equals(client.settings().get("value.serializer")))
                .singleElement()
                .satisfies(client -> {
                    assertThat(client.channel()).isEqualTo("session-log");
                    assertThat(FencingTimes.RENEW_DEADLINE
                                    .plus(millis(client, "max.block.ms"))
                                    .plus(millis(client, "delivery.timeout.ms")))
                            .isLessThan(FencingTimes.TAKEOVER_TIMEOUT);
                    assertThat(millis(client, "delivery.timeout.ms")).isEqualTo(FencingTimes.DELIVERY_TIMEOUT);
                });
    }

    /** A host reads the partition of its world only. */
    @Test
    void shouldKeepTheRecordsOfAWorldInOnePartition() {
        assertThat(policy.clients().stream()
                        .filter(client -> WorldKeyPartitioner.class
                                .getName()
                                .equals(client.settings().get("partitioner.class")))
                        .map(Client::channel))
                .containsExactlyInAnyOrder("session-log", "cell-keys");
    }

    private static Duration millis(Client client, String setting) {
        return Duration.ofMillis(Long.parseLong((String) client.settings().get(setting)));
    }

    @Test
    void shouldLoseNothingOnAnyChannel() {
        KafkaClientAssertions.assertDurable(
                policy.clients(),
                List.of("topology"),
                List.of("cell-events", "cell-telemetry", "cell-ghosts", "session-log", "cell-keys"),
                channel -> "earliest");
    }
}
