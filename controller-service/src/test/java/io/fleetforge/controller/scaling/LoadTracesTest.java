package io.fleetforge.controller.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.controller.scaling.ScalingRules.Limits;
import io.fleetforge.controller.scaling.ScalingRules.Thresholds;
import io.fleetforge.controller.scaling.ScalingRules.Timing;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole days of load through the pure core, with the defaults of a WorldSpec. */
class LoadTracesTest {

    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration COOLDOWN = Duration.ofSeconds(60);
    /**
     * A window, the rest of the slot in which it started, a cooldown, and a second for each of the other full cells.
     */
    private static final long LONGEST_ABOVE_S = WINDOW.toSeconds() * 17 / 16 + COOLDOWN.toSeconds() + 5;

    private static final double UNDONE = 0.05;

    private static final ScalingRules RULES = new ScalingRules(
            new Thresholds(0.8, 0.3, 100), new Limits(1, 64, 10, 1), new Timing(WINDOW, COOLDOWN), false);

    @ParameterizedTest
    @CsvSource({
        "flash-crowd, 1",
        "flash-crowd, 2",
        "day-curve, 1",
        "day-curve, 2",
        "wandering-hot-spot, 1",
        "wandering-hot-spot, 2"
    })
    void shouldFollowTheLoadWithoutTakingSplitsBack(String name, long seed) throws IOException {
        var outcome = new Replay(RULES).play(Trace.read(name, seed));

        assertThat(outcome.splits()).isGreaterThan(3);
        assertThat(shareUndone(outcome))
                .as("undone within the cooldown: %s", outcome)
                .isLessThan(UNDONE);
        assertThat(outcome.longestAbove()).as("%s", outcome).isLessThanOrEqualTo((int) LONGEST_ABOVE_S);
        assertThat(outcome.limits()).as("%s", outcome).isEmpty();
        assertThat(outcome.cells())
                .as("in the end: %s", outcome)
                .isEqualTo(RULES.limits().minCells());
    }

    /** The cooldown alone would make that so: window and thresholds do it without. */
    @ParameterizedTest
    @ValueSource(strings = {"flash-crowd", "day-curve", "wandering-hot-spot"})
    void shouldRevertFewSplitsEvenWithoutCooldown(String name) throws IOException {
        var bare = new ScalingRules(RULES.thresholds(), RULES.limits(), new Timing(WINDOW, Duration.ZERO), false);

        var outcome = new Replay(bare).play(Trace.read(name, 1));

        assertThat(shareUndone(outcome))
                .as("undone within a minute: %s", outcome)
                .isLessThan(UNDONE);
    }

    private static double shareUndone(Replay.Outcome outcome) {
        return (double) outcome.undoneWithin(COOLDOWN.toSeconds()) / outcome.splits();
    }
}
