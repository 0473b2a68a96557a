package io.fleetforge.controller.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.CellEvent;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.contracts.message.HostTelemetry;
import io.fleetforge.contracts.message.HostTelemetry.CellSample;
import io.fleetforge.contracts.message.PlayerSpread;
import io.fleetforge.contracts.message.WorldRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CellStatusCacheTest {

    private static final WorldRef WORLD = new WorldRef("default", "w", "uid-1");
    private static final WorldTopologySpec TOPOLOGY = new WorldTopologySpec(
            1,
            5,
            new Source(new Bounds(0, 1, 0, 1), 1, 1, 100),
            List.of(new Host("w-0", 5)),
            List.of(new Cell("a", new Bounds(0, 1, 0, 1), "w-0", 5, List.of())));

    private final CellStatusCache statusCache = new CellStatusCache();

    @BeforeEach
    void follow() {
        statusCache.follow("uid-1", Set.of("w-0"));
    }

    @Test
    void shouldCountCellWhenHostReportsItAtTheCurrentEpoch() {
        assertThat(statusCache.accept(sample(5, 5))).isTrue();

        assertThat(statusCache.running("uid-1", TOPOLOGY)).containsExactly("a");
        assertThat(statusCache.players("uid-1", TOPOLOGY)).isEqualTo(3);
    }

    @Test
    void shouldReportNoChangeWhenTheSameSampleArrivesAgain() {
        statusCache.accept(sample(5, 5));

        assertThat(statusCache.accept(sample(5, 5))).isFalse();
    }

    @Test
    void shouldHoldPositionsAndNotCountMovementAsAChange() {
        statusCache.accept(sample(3, spread(1)));

        assertThat(statusCache.accept(sample(3, spread(2)))).isFalse();
        assertThat(spreadOf("a")).contains(spread(2));

        assertThat(statusCache.accept(sample(3, null))).isFalse();
        assertThat(spreadOf("a")).as("the cell did not report in time").contains(spread(2));
        statusCache.accept(sample(0, null));
        assertThat(spreadOf("a")).as("the cell is empty").isEmpty();
    }

    @Test
    void shouldIgnoreLowerEpochAndLowerIncarnation() {
        statusCache.accept(sample(5, 4));
        assertThat(statusCache.running("uid-1", TOPOLOGY)).isEmpty();

        statusCache.accept(sample(5, 5));
        assertThat(statusCache.accept(sample(4, 5))).isFalse();
        assertThat(statusCache.accept(event(4, 9), CellState.FAILED)).isFalse();
        assertThat(statusCache.running("uid-1", TOPOLOGY)).containsExactly("a");
    }

    @Test
    void shouldDropTheReportOfAHostWhosePodIsNoLongerReady() {
        statusCache.accept(sample(5, 5));
        statusCache.podReady("uid-1", "w-0", true);

        statusCache.podReady("uid-1", "w-0", false);

        assertThat(statusCache.running("uid-1", TOPOLOGY)).isEmpty();
        assertThat(statusCache.knows("uid-1", "w-0")).isTrue();
    }

    @Test
    void shouldKeepTheFirstReportWhenThePodWasNeverReadyBefore() {
        statusCache.accept(event(5, 5), CellState.RUNNING);

        statusCache.podReady("uid-1", "w-0", false);

        assertThat(statusCache.running("uid-1", TOPOLOGY)).containsExactly("a");
    }

    @Test
    void shouldKnowNothingOfAWorldWhenItWasForgotten() {
        statusCache.accept(sample(5, 5));

        statusCache.forgetWorld("uid-1");

        assertThat(statusCache.knows("uid-1", "w-0")).isFalse();
        assertThat(statusCache.players("uid-1", TOPOLOGY)).isZero();
    }

    @Test
    void shouldHoldNothingOfAWorldThatIsNotFollowed() {
        statusCache.forgetWorld("uid-1");

        assertThat(statusCache.accept(sample(5, 5))).isFalse();
        assertThat(statusCache.accept(event(5, 5), CellState.RUNNING)).isFalse();

        assertThat(statusCache.knows("uid-1", "w-0")).isFalse();
    }

    @Test
    void shouldCountNoPlayersOfAHostThatLeftOrOfAnOlderEpoch() {
        statusCache.accept(sample(5, 4));
        assertThat(statusCache.players("uid-1", TOPOLOGY)).isZero();

        statusCache.accept(sample(5, 5));
        statusCache.follow("uid-1", Set.of("w-1"));

        assertThat(statusCache.players("uid-1", TOPOLOGY)).isZero();
    }

    private Optional<PlayerSpread> spreadOf(String cell) {
        assertThat(TOPOLOGY.cells().getFirst().id()).isEqualTo(cell);
        return statusCache.spread("uid-1", TOPOLOGY, TOPOLOGY.cells().getFirst());
    }

    private static PlayerSpread spread(double place) {
        return PlayerSpread.of(new double[] {place}, new double[] {place}, new Bounds(0, 10, 0, 10));
    }

    private static HostTelemetry sample(int players, @Nullable PlayerSpread spread) {
        return new HostTelemetry(
                WORLD,
                "w-0",
                5,
                "process",
                1,
                Instant.EPOCH,
                List.of(new CellSample("a", 5, CellState.RUNNING, players, 0, 0, 0, spread)));
    }

    private static HostTelemetry sample(long incarnation, long epoch) {
        return new HostTelemetry(
                WORLD,
                "w-0",
                incarnation,
                "process",
                1,
                Instant.EPOCH,
                3,
                List.of(new CellSample("a", epoch, CellState.RUNNING, 3, 0, 0, 0)));
    }

    private static CellEvent event(long incarnation, long epoch) {
        return new CellEvent(WORLD, "a", "w-0", incarnation, epoch, 1, Instant.EPOCH, "CellReady", "runs");
    }
}
