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
            List.of(new Cell("a", new Bounds(0, 1, 0, 1), "w-0", 5, List.of(), CellState.PENDING)));

    private final CellStatusCache board = new CellStatusCache();

    @BeforeEach
    void follow() {
        board.follow("uid-1", Set.of("w-0"));
    }

    @Test
    void shouldCountCellWhenHostReportsItAtTheCurrentEpoch() {
        assertThat(board.accept(sample(5, 5))).isTrue();

        assertThat(board.running("uid-1", TOPOLOGY)).containsExactly("a");
        assertThat(board.players("uid-1", TOPOLOGY)).isEqualTo(3);
    }

    @Test
    void shouldSayUnchangedWhenTheSameSampleComesAgain() {
        board.accept(sample(5, 5));

        assertThat(board.accept(sample(5, 5))).isFalse();
    }

    @Test
    void shouldKnowWhereThePlayersAreAndCallTheirWalkingNoNews() {
        board.accept(sample(3, spread(1)));

        assertThat(board.accept(sample(3, spread(2)))).isFalse();
        assertThat(spreadOf("a")).contains(spread(2));

        assertThat(board.accept(sample(3, null))).isFalse();
        assertThat(spreadOf("a")).as("the cell did not say in time").contains(spread(2));
        board.accept(sample(0, null));
        assertThat(spreadOf("a")).as("nobody is there").isEmpty();
    }

    @Test
    void shouldIgnoreLowerEpochAndLowerIncarnation() {
        board.accept(sample(5, 4));
        assertThat(board.running("uid-1", TOPOLOGY)).isEmpty();

        board.accept(sample(5, 5));
        assertThat(board.accept(sample(4, 5))).isFalse();
        assertThat(board.accept(event(4, 9), CellState.FAILED)).isFalse();
        assertThat(board.running("uid-1", TOPOLOGY)).containsExactly("a");
    }

    @Test
    void shouldForgetWhatTheHostSaidWhenItsPodFallsFromReady() {
        board.accept(sample(5, 5));
        board.podReady("uid-1", "w-0", true);

        board.podReady("uid-1", "w-0", false);

        assertThat(board.running("uid-1", TOPOLOGY)).isEmpty();
        assertThat(board.knows("uid-1", "w-0")).isTrue();
    }

    @Test
    void shouldKeepTheFirstWordWhenThePodWasNeverReadyBefore() {
        board.accept(event(5, 5), CellState.RUNNING);

        board.podReady("uid-1", "w-0", false);

        assertThat(board.running("uid-1", TOPOLOGY)).containsExactly("a");
    }

    @Test
    void shouldKnowNothingOfAWorldWhenItWasForgotten() {
        board.accept(sample(5, 5));

        board.forgetWorld("uid-1");

        assertThat(board.knows("uid-1", "w-0")).isFalse();
        assertThat(board.players("uid-1", TOPOLOGY)).isZero();
    }

    @Test
    void shouldKeepNothingOfAWorldThatNobodyFollows() {
        board.forgetWorld("uid-1");

        assertThat(board.accept(sample(5, 5))).isFalse();
        assertThat(board.accept(event(5, 5), CellState.RUNNING)).isFalse();

        assertThat(board.knows("uid-1", "w-0")).isFalse();
    }

    @Test
    void shouldCountNoPlayersOfAHostThatLeftOrOfAnOlderEpoch() {
        board.accept(sample(5, 4));
        assertThat(board.players("uid-1", TOPOLOGY)).isZero();

        board.accept(sample(5, 5));
        board.follow("uid-1", Set.of("w-1"));

        assertThat(board.players("uid-1", TOPOLOGY)).isZero();
    }

    private Optional<PlayerSpread> spreadOf(String cell) {
        assertThat(TOPOLOGY.cells().getFirst().id()).isEqualTo(cell);
        return board.spread("uid-1", TOPOLOGY, TOPOLOGY.cells().getFirst());
    }

    private static PlayerSpread spread(double place) {
        return PlayerSpread.of(new double[] {place}, new double[] {place}, new Bounds(0, 10, 0, 10));
    }

    private static HostTelemetry sample(int players, @Nullable PlayerSpread spread) {
        return new HostTelemetry(
                WORLD,
                "w-0",
                5,
                "boot",
                1,
                Instant.EPOCH,
                List.of(new CellSample("a", 5, CellState.RUNNING, players, 0, 0, 0, spread)));
    }

    private static HostTelemetry sample(long incarnation, long epoch) {
        return new HostTelemetry(
                WORLD,
                "w-0",
                incarnation,
                "boot",
                1,
                Instant.EPOCH,
                3,
                List.of(new CellSample("a", epoch, CellState.RUNNING, 3, 0, 0, 0)));
    }

    private static CellEvent event(long incarnation, long epoch) {
        return new CellEvent(WORLD, "a", "w-0", incarnation, epoch, 1, Instant.EPOCH, "CellReady", "runs");
    }
}
