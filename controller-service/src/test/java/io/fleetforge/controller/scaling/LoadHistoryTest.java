package io.fleetforge.controller.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.contracts.message.HostTelemetry;
import io.fleetforge.contracts.message.HostTelemetry.CellSample;
import io.fleetforge.contracts.message.WorldRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadHistoryTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Bounds BOUNDS = new Bounds(0, 1, 0, 1);

    private final LoadHistory history = new LoadHistory();

    @Test
    void shouldHoldNothingOfAWorldOrACellThatIsNotFollowed() {
        assertThat(history.note(sample("a", 5, CellState.RUNNING), NOW)).isFalse();
        follow("a", 5);

        assertThat(history.note(sample("b", 5, CellState.RUNNING), NOW)).isFalse();

        assertThat(known("a").load()).isEmpty();
    }

    @Test
    void shouldReportWhenAWindowStarts() {
        follow("a", 5);

        assertThat(history.note(sample("a", 5, CellState.RUNNING), NOW)).isTrue();
        assertThat(history.note(sample("a", 5, CellState.RUNNING), NOW.plusSeconds(1)))
                .isFalse();
        assertThat(history.note(sample("a", 6, CellState.RUNNING), NOW.plusSeconds(2)))
                .as("recovered")
                .isTrue();
    }

    @Test
    void shouldIgnoreAnOlderEpochAndACellThatDoesNotRun() {
        follow("a", 5);

        assertThat(history.note(sample("a", 4, CellState.RUNNING), NOW)).isFalse();
        assertThat(history.note(sample("a", 5, CellState.FAILED), NOW)).isFalse();

        assertThat(known("a").load()).isEmpty();
    }

    @Test
    void shouldRememberBirthsButNotWindowsWhenTheWindowIsAnother() {
        follow("a", 5);
        history.note(sample("a", 5, CellState.RUNNING), NOW);
        history.follow("u-1", topology("a", 5), WINDOW, NOW.plusSeconds(9));
        assertThat(known("a").born()).isEqualTo(NOW);
        assertThat(known("a").load()).isPresent();

        history.follow("u-1", topology("a", 5), WINDOW.plusSeconds(1), NOW.plusSeconds(9));

        assertThat(known("a").born()).isEqualTo(NOW);
        assertThat(known("a").load()).isEmpty();
    }

    @Test
    void shouldCountAnUnknownCellAsBornWhenTheRecordWasWritten() {
        follow("a", 5);
        history.follow("u-1", topology("b", 6), WINDOW, NOW.plusSeconds(9));

        assertThat(history.known("u-1", topology("b", 6), NOW).get("b").born()).isEqualTo(NOW.plusSeconds(9));
        assertThat(history.known("u-1", topology("a", 5), NOW)).isEmpty();
        history.forgetWorld("u-1");
        assertThat(history.known("u-1", topology("b", 6), NOW)).isEmpty();
    }

    private LoadHistory.CellLoad known(String cell) {
        return java.util.Objects.requireNonNull(
                history.known("u-1", topology(cell, 5), NOW).get(cell));
    }

    private void follow(String cell, long epoch) {
        history.follow("u-1", topology(cell, epoch), WINDOW, NOW);
    }

    private static WorldTopologySpec topology(String cell, long epoch) {
        return new WorldTopologySpec(
                1,
                epoch,
                new Source(BOUNDS, 1, 1, 100),
                List.of(new Host("w-0", 1)),
                List.of(new Cell(cell, BOUNDS, "w-0", epoch, List.of())));
    }

    private static HostTelemetry sample(String cell, long epoch, CellState state) {
        return new HostTelemetry(
                new WorldRef("default", "w", "u-1"),
                "w-0",
                1,
                "process",
                1,
                NOW,
                List.of(new CellSample(cell, epoch, state, 3, 0, 0, 0)));
    }
}
