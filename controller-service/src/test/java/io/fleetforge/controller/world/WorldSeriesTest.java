package io.fleetforge.controller.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.controller.world.WorldSeries.Decided;
import io.fleetforge.runtime.metric.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorldSeriesTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private long nowNs = 1000;
    private final WorldSeries series = new WorldSeries("uid", new Meters(registry).of("games", "w"), () -> nowNs, 0);

    @Test
    void shouldTimeAGenerationFromItsFirstObservationToReadyOnce() {
        series.observed(1, 100);
        series.observed(1, 200);

        assertThat(series.ready()).contains(100L);
        assertThat(series.ready()).as("reported already").isEmpty();
        series.observed(1, 300);
        assertThat(series.ready()).as("it was ready before").isEmpty();

        series.observed(2, 400);
        series.observed(3, 500);
        assertThat(series.ready()).as("the edit in between never was ready").contains(500L);
    }

    @Test
    void shouldCompleteOperationsWhenEveryCellRuns() {
        series.status(status(1, 1), true);
        series.decided("split", 100);

        series.status(status(2, 1), false);
        assertThat(series.done()).isEmpty();
        series.decided("split", 150);
        series.status(status(3, 3), true);
        assertThat(series.done()).containsExactly(new Decided("split", 100), new Decided("split", 150));
        assertThat(series.done()).isEmpty();
    }

    @Test
    void shouldShowHowOldTheOldestOperationIsThatIsNotDone() {
        assertThat(oldest()).isZero();
        series.status(status(2, 1), false);
        series.decided("split", 1000);
        nowNs = 3_000_001_000L;
        series.decided("merge", nowNs);

        assertThat(oldest()).isEqualTo(3);
        series.status(status(2, 2), true);
        assertThat(series.done()).hasSize(2);
        assertThat(oldest()).isZero();
    }

    @Test
    void shouldNotTimeAGenerationThatAnEarlierLeaderSawReady() {
        var again = new WorldSeries("uid", new Meters(registry).of("games", "again"), () -> nowNs, 4);

        again.observed(4, 100);
        assertThat(again.ready()).isEmpty();
        again.observed(5, 200);
        assertThat(again.ready()).contains(200L);
    }

    @Test
    void shouldCompleteNothingWhileThereIsNoCell() {
        series.decided("launch", 100);

        series.status(status(0, 0), false);
        assertThat(series.done()).isEmpty();
        series.status(status(1, 1), true);
        assertThat(series.done()).containsExactly(new Decided("launch", 100));
    }

    @Test
    void shouldShowStateOfCellsAndOfTheWorld() {
        series.status(status(4, 3), false);
        assertThat(cells("desired")).isEqualTo(4);
        assertThat(cells("running")).isEqualTo(3);
        assertThat(registry.get("fleetforge.world.ready").gauge().value()).isZero();

        series.status(status(4, 4), true);
        assertThat(registry.get("fleetforge.world.ready").gauge().value()).isEqualTo(1);
    }

    private double oldest() {
        return registry.get("fleetforge.operation.oldest").gauge().value();
    }

    private double cells(String state) {
        return registry.get("fleetforge.cells").tag("state", state).gauge().value();
    }

    private static WorldSpecStatus status(int cells, int ready) {
        return new WorldSpecStatus(1L, "Ready", cells, ready, 0, "0%", 1, 1L, List.of());
    }
}
