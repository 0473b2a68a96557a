package io.fleetforge.runtime.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.runtime.messaging.KafkaClientPolicy.Client;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What holds for the Kafka clients of every service; their tests share it. */
public final class KafkaClientAssertions {

    private static final int MAX_BLOCK_MS = 5000;

    private KafkaClientAssertions() {}

    /**
     * The clients are exactly those of the channels, and none of them loses a record. A consumer's channel has a dead-letter
     * producer as well.
     *
     * @param offsetReset offset reset of a consumer by channel
     */
    public static void assertDurable(
            Collection<Client> clients, List<String> read, List<String> written, UnaryOperator<String> offsetReset) {
        assertThat(clients)
                .extracting(client -> client.channel() + " " + client.kind())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                read.stream()
                                        .flatMap(channel -> Stream.of(channel + " CONSUMER", channel + " PRODUCER")),
                                written.stream().map(channel -> channel + " PRODUCER"))
                        .toList());
        assertThat(clients).allSatisfy(client -> {
            switch (client.kind()) {
                case PRODUCER ->
                    assertThat(client.settings())
                            .containsEntry("acks", "all")
                            .containsEntry("enable.idempotence", "true")
                            .hasEntrySatisfying(
                                    "max.block.ms",
                                    block -> assertThat(Integer.parseInt((String) block))
                                            .isBetween(1, MAX_BLOCK_MS));
                case CONSUMER ->
                    assertThat(client.settings())
                            .containsEntry("auto.offset.reset", offsetReset.apply(client.channel()))
                            .containsEntry("enable.auto.commit", "false")
                            .containsEntry("interceptor.classes", List.of(HeaderGuard.class));
            }
        });
    }

    /** Every producer retries a record for two minutes. */
    public static void assertRetriedForTwoMinutes(Collection<Client> clients) {
        assertThat(clients)
                .filteredOn(client -> client.kind() == KafkaClientPolicy.Kind.PRODUCER)
                .allSatisfy(client -> assertThat(client.settings()).containsEntry("delivery.timeout.ms", "120000"));
    }
}
