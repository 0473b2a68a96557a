package io.fleetforge.controller.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.controller.scaling.ScalingRules.Limits;
import io.fleetforge.controller.scaling.ScalingRules.Thresholds;
import io.fleetforge.controller.scaling.ScalingRules.Timing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Limits that were changed on a running world of four cells. */
class LimitProposalsTest {

    private static final Thresholds THRESHOLDS = new Thresholds(0.8, 0.3, 100);
    private static final Timing TIMING = new Timing(Duration.ofSeconds(32), Duration.ofSeconds(60));

    @Test
    void shouldSplitTheFullestCellAtOnceWhenTheWorldHasFewerCellsThanItsMinimum() {
        var decision = scene(6, 8, 50, false).splitNow("b").hold(1, 1, 5, 2, 0).decide();

        assertThat(decision.required()).isTrue();
        assertThat(decision.step()).hasValueSatisfying(step -> {
            assertThat(step).isInstanceOf(ScalingProposal.Split.class);
            assertThat(step.cells()).extracting("id").containsExactly("b");
            assertThat(step.why()).isEqualTo("the world has 4 cells, spec.scaling.minCells is 6");
        });
    }

    @Test
    void shouldMergeTheEmptiestNeighboursAtOnceWhenTheWorldHasMoreCellsThanItsMaximum() {
        var decision = scene(1, 3, 50, false).hold(1, 60, 39, 60, 39).decide();

        assertThat(decision.required()).isTrue();
        assertThat(decision.step()).hasValueSatisfying(step -> {
            assertThat(step).isInstanceOf(ScalingProposal.Merge.class);
            assertThat(step.cells()).extracting("id").containsExactly("b", "d");
            assertThat(step.why()).contains("4 cells", "limit of 3", "spec.scaling.maxCells");
        });
    }

    @Test
    void shouldWaitForTheCellsToReportBeforeTheNextStep() {
        assertThat(scene(6, 8, 50, false).decide().step()).isEmpty();
        assertThat(scene(6, 8, 50, false).decide().limit()).isEmpty();
        assertThat(scene(1, 3, 50, false).decide().step()).isEmpty();
        assertThat(scene(1, 3, 50, false).decide().limit()).isEmpty();
    }

    @Test
    void shouldNameTheOtherLimitWhenTheMinimumCannotBeReached() {
        var limit = scene(6, 8, 300, false).hold(1, 1, 5, 2, 0).decide().limit();

        assertThat(limit).hasValueSatisfying(blocked -> {
            assertThat(blocked.reason()).isEqualTo(Reason.MIN_CELL_SIZE);
            assertThat(blocked.message()).contains("spec.scaling.minCells is 6", "spec.topology.minCellSize 300");
        });
    }

    @Test
    void shouldMergeNoCellsWhosePlayersHaveNoRoomInOne() {
        var limit = scene(1, 3, 50, false).hold(1, 70, 70, 70, 70).decide();

        assertThat(limit.step()).isEmpty();
        assertThat(limit.limit()).hasValueSatisfying(blocked -> {
            assertThat(blocked.reason()).isEqualTo(Reason.MAX_CELLS);
            assertThat(blocked.message()).contains("limit of 3", "room for the players");
        });
    }

    @Test
    void shouldDoNothingWhilePaused() {
        var decision = scene(6, 8, 50, true).hold(1, 1, 5, 2, 0).decide();

        assertThat(decision.step()).isEmpty();
        assertThat(decision.limit())
                .hasValueSatisfying(blocked -> assertThat(blocked.reason()).isEqualTo(Reason.PAUSED));
    }

    private static Scene scene(int minCells, int maxCells, double minCellSize, boolean paused) {
        return new Scene(new ScalingRules(THRESHOLDS, new Limits(minCells, maxCells, minCellSize, 4), TIMING, paused));
    }
}
