package io.fleetforge.controller.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.controller.topology.TopologyMessages;
import io.fleetforge.controller.topology.TopologyPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublishedAddressesTest {

    private static final Bounds ALL = new Bounds(0, 10, 0, 10);
    private static final WorldTopologySpec TOPOLOGY = new WorldTopologySpec(
            7,
            3,
            new Source(ALL, 1, 1, 10),
            List.of(new Host("w-0", 1), new Host("w-1", 3)),
            List.of(new Cell("c", ALL, "w-0", 3, List.of())));
    private static final Map<String, String> KNOWN =
            Map.of("w-0", "https://p/d/w-0", "w-1", "https://p/d/w-1", "w-9", "https://p/d/w-9");

    @Test
    void shouldRaiseTheRevisionAndNothingElseWhenAddressesArrive() {
        var plan = PublishedAddresses.in(new TopologyPlan.Keep(TOPOLOGY), Optional.of(KNOWN));

        var next = plan.nextRecord().orElseThrow();
        assertThat(next.revision()).isEqualTo(8);
        assertThat(next.epoch()).isEqualTo(3);
        assertThat(next.hosts()).isEqualTo(TOPOLOGY.hosts());
        assertThat(next.cells()).isEqualTo(TOPOLOGY.cells());
        assertThat(plan.operations()).isEmpty();
        assertThat(next.addresses())
                .as("of the listed hosts")
                .containsOnly(Map.entry("w-0", "https://p/d/w-0"), Map.entry("w-1", "https://p/d/w-1"));
        assertThat(PublishedAddresses.isOnlyDifference(TOPOLOGY, next)).isTrue();
    }

    @Test
    void shouldKeepARecordThatHasTheAddresses() {
        var addressed = PublishedAddresses.in(new TopologyPlan.Keep(TOPOLOGY), Optional.of(KNOWN))
                .nextRecord()
                .orElseThrow();

        assertThat(PublishedAddresses.in(new TopologyPlan.Keep(addressed), Optional.of(KNOWN)))
                .isEqualTo(new TopologyPlan.Keep(addressed));
        assertThat(PublishedAddresses.in(new TopologyPlan.Keep(TOPOLOGY), Optional.empty()))
                .isEqualTo(new TopologyPlan.Keep(TOPOLOGY));
    }

    @Test
    void shouldMarkAWorldAsExposedBeforeItsFirstAddressIsKnown() {
        var next = PublishedAddresses.in(new TopologyPlan.Keep(TOPOLOGY), Optional.of(Map.of()))
                .nextRecord()
                .orElseThrow();

        assertThat(next.addresses()).isEmpty();
        assertThat(TopologyMessages.of(new WorldRef("d", "w", "u"), next).addresses())
                .isEmpty();
        assertThat(TopologyMessages.of(new WorldRef("d", "w", "u"), TOPOLOGY).addresses())
                .isNull();
    }

    @Test
    void shouldAddAddressesToAPlannedChangeAndToARecovery() {
        var change = new TopologyPlan.Change(TOPOLOGY, List.of());

        assertThat(PublishedAddresses.in(change, Optional.of(KNOWN))
                        .nextRecord()
                        .orElseThrow())
                .returns(7L, WorldTopologySpec::revision)
                .returns(Optional.of("https://p/d/w-1"), next -> next.address("w-1"));
        assertThat(PublishedAddresses.in(new TopologyPlan.Refuse("no", Optional.of(change)), Optional.of(KNOWN))
                        .nextRecord()
                        .orElseThrow()
                        .address("w-0"))
                .contains("https://p/d/w-0");
        assertThat(PublishedAddresses.in(new TopologyPlan.Refuse("no", Optional.empty()), Optional.of(KNOWN))
                        .nextRecord())
                .isEmpty();
    }

    @Test
    void shouldSeeMoreThanAddressesInAnotherPartition() {
        var other = new WorldTopologySpec(8, 4, TOPOLOGY.source(), List.of(), List.of(), Map.of());

        assertThat(PublishedAddresses.isOnlyDifference(TOPOLOGY, other)).isFalse();
        assertThat(PublishedAddresses.isOnlyDifference(null, TOPOLOGY)).isFalse();
        assertThat(PublishedAddresses.isOnlyDifference(TOPOLOGY, TOPOLOGY)).isFalse();
    }

    @Test
    void shouldWriteUrlsThatFitAMessage() {
        assertThat(PublicUrl.atGateway("play.example.org", "default", "w-0"))
                .isEqualTo("https://play.example.org/default/w-0");
        assertThat(PublicUrl.atLoadBalancer("203.0.113.5")).contains("http://203.0.113.5:8081");
        assertThat(PublicUrl.atLoadBalancer("2001:db8::1")).contains("http://[2001:db8::1]:8081");
        assertThat(PublicUrl.atLoadBalancer("a".repeat(250))).isEmpty();
        assertThat(PublicUrl.atGateway("h".repeat(127), "n".repeat(63), "w".repeat(50) + "-999"))
                .hasSizeLessThanOrEqualTo(255);
    }
}
