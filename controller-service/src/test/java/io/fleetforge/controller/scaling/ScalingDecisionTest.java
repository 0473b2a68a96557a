package io.fleetforge.controller.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.controller.scaling.ScalingRules.Limits;
import io.fleetforge.controller.scaling.ScalingRules.Thresholds;
import io.fleetforge.controller.scaling.ScalingRules.Timing;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The decision table: proposals of the load, guards that block them, and their reasons. */
class ScalingDecisionTest {

    private static final Thresholds THRESHOLDS = new Thresholds(0.8, 0.3, 100);
    private static final Limits LIMITS = new Limits(1, 8, 50, 4);
    private static final Timing TIMING = new Timing(Duration.ofSeconds(32), Duration.ofSeconds(60));
    private static final int WHOLE = 36;

    @Test
    void shouldProposeNothingWhenLoadIsBetweenTheThresholds() {
        var decision = scene().hold(WHOLE, 40, 50, 60, 79).decide();

        assertThat(decision)
                .isEqualTo(new ScalingDecision(Optional.empty(), false, java.util.List.of(), Optional.empty(), true));
    }

    @Test
    void shouldSplitTheFullestCellWhenItWasFullForTheWholeWindow() {
        var decision = scene().hold(WHOLE, 80, 90, 10, 50).decide();

        assertThat(decision.step()).hasValueSatisfying(proposal -> {
            assertThat(proposal).isInstanceOf(ScalingProposal.Split.class);
            assertThat(proposal.cells()).extracting("id").containsExactly("b");
            assertThat(proposal.why())
                    .isEqualTo("b had 90 of 100 players or more for 32s, spec.scaling.scaleUpThreshold is 0.8");
        });
    }

    @Test
    void shouldWaitForAWholeWindowAndReportHowLong() {
        var decision = scene().hold(10, 80, 50, 50, 50).decide();

        assertThat(decision.step()).isEmpty();
        assertThat(decision.whole()).isFalse();
        assertThat(decision.again()).contains(Duration.ofSeconds(32 - 9).plusMillis(1));
        assertThat(scene().hold(10, 80, 50, 50, 50)
                        .hold(23, 80, 50, 50, 50)
                        .decide()
                        .step())
                .as("that much later")
                .isPresent();
    }

    @Test
    void shouldNotSplitWhenTheLoadSwingsBelowTheThreshold() {
        var scene = scene();
        for (var swing = 0; swing < 20; swing++) {
            scene.hold(15, 95, 50, 50, 50).hold(1, 79, 50, 50, 50);
            assertThat(scene.decide().step()).as("swing %d", swing).isEmpty();
        }
    }

    @Test
    void shouldForgetTheWindowWhenTheCellWasSilent() {
        var scene = scene().hold(WHOLE, 90, 50, 50, 50).hold(5).hold(1, 90, 50, 50, 50);

        assertThat(scene.decide().step()).isEmpty();
        assertThat(scene.hold(WHOLE, 90, 50, 50, 50).decide().step()).isPresent();
    }

    @Test
    void shouldSplitTheFirstPartitionWithoutCooldownAndANewCellAfterIt() {
        assertThat(scene().hold(WHOLE, 90, 50, 50, 50).decide().step()).isPresent();
        var repartitioned = scene().splitNow("a").hold(WHOLE, 90, 50, 50, 50);

        assertThat(repartitioned.decide().step()).isEmpty();
        assertThat(repartitioned.decide().blocked()).singleElement().satisfies(blocked -> {
            assertThat(blocked.reason()).isEqualTo(Reason.COOLDOWN);
            assertThat(blocked.message()).contains("spec.scaling.cooldown");
        });
        assertThat(repartitioned.decide().limit()).as("it passes by itself").isEmpty();
        assertThat(repartitioned.decide().again())
                .contains(Duration.ofSeconds(60 - WHOLE).plusMillis(1));
        assertThat(repartitioned.hold(60 - WHOLE, 90, 50, 50, 50).decide().step())
                .isPresent();
    }

    @Test
    void shouldMergeTheEmptiestNeighboursWhenTheyWereNearlyEmptyForTheWholeWindow() {
        var decision = scene().hold(61, 15, 50, 14, 5).decide();

        assertThat(decision.step()).hasValueSatisfying(proposal -> {
            assertThat(proposal).isInstanceOf(ScalingProposal.Merge.class);
            assertThat(proposal.cells()).extracting("id").containsExactly("c", "d");
            assertThat(proposal.why())
                    .isEqualTo("c and d together had 19 of 100 players or fewer for 32s,"
                            + " spec.scaling.scaleDownThreshold is 0.3");
        });
    }

    @Test
    void shouldNotMergeCellsThatAreYoungNotOneRectangleOnTwoHostsOrTooFullTogether() {
        assertThat(scene().hold(WHOLE, 1, 50, 2, 50).decide().blocked())
                .as("the first partition rests a cooldown too before it is merged")
                .extracting(Blocked::reason)
                .containsExactly(Reason.COOLDOWN);
        assertThat(scene().hold(61, 1, 50, 50, 2).decide().step())
                .as("a and d touch in a corner only")
                .isEmpty();
        assertThat(scene().onHost("c", "w-1").hold(61, 1, 50, 2, 50).decide().step())
                .isEmpty();
        assertThat(scene().hold(61, 15, 50, 15, 50).decide().step())
                .as("30 is not below 30")
                .isEmpty();
    }

    /** Thresholds that lie close together: two cells at 0.35 each would merge to one at 0.7 and split a few players later. */
    @Test
    void shouldStayWellBelowTheSplitWhenThresholdsLieCloseTogether() {
        var close = new ScalingRules(new Thresholds(0.8, 0.79, 100), LIMITS, TIMING, false);

        assertThat(new Scene(close).hold(61, 30, 90, 30, 90).decide().step()).isPresent();
        assertThat(new Scene(close).hold(61, 30, 70, 31, 70).decide().step()).isEmpty();
    }

    @Test
    void shouldKeepThePartitionOfAWorldWithoutPlayers() {
        var decision = scene().hold(200, 0, 0, 0, 0).decide();

        assertThat(decision)
                .isEqualTo(new ScalingDecision(Optional.empty(), false, java.util.List.of(), Optional.empty(), true));
        assertThat(scene().hold(200, 0, 0, 0, 0).hold(5, 1, 0, 0, 0).decide().step())
                .as("the first player has only just joined")
                .isEmpty();
        assertThat(scene().hold(200, 0, 0, 0, 0)
                        .hold(WHOLE, 1, 0, 0, 0)
                        .decide()
                        .step())
                .isPresent();
        assertThat(scene().hold(200, 0, 0, 0, 0).hold(5, 0, 0).decide().step())
                .as("a part of the world is silent")
                .isEmpty();
        assertThat(scene(new Limits(1, 8, 50, 3)).hold(200, 0, 0, 0, 0).decide().step())
                .as("it has one more than it was made with")
                .isPresent();
    }

    @Test
    void shouldBlockWithPausedWhileAnOperatorPauses() {
        var paused = new ScalingRules(THRESHOLDS, LIMITS, TIMING, true);

        assertBlocked(
                new Scene(paused).hold(61, 90, 50, 1, 1), Reason.PAUSED, "annotation fleetforge.io/scaling-paused");
    }

    @Test
    void shouldBlockWithMaxCellsAtTheLimit() {
        assertBlocked(
                scene(new Limits(1, 4, 50, 4)).hold(WHOLE, 90, 50, 50, 50),
                Reason.MAX_CELLS,
                "limit of 4 cells (spec.scaling.maxCells");
    }

    @Test
    void shouldMergeElsewhereWhenASplitMustWaitForACell() {
        var decision = scene(new Limits(1, 4, 50, 4)).hold(61, 90, 1, 50, 2).decide();

        assertThat(decision.step()).containsInstanceOf(ScalingProposal.Merge.class);
        assertThat(decision.limit()).map(Blocked::reason).contains(Reason.MAX_CELLS);
    }

    @Test
    void shouldBlockWithMinCellsAtTheLimit() {
        assertBlocked(
                scene(new Limits(4, 8, 50, 4)).hold(61, 1, 2, 3, 4),
                Reason.MIN_CELLS,
                "at its minimum of 4 cells (spec.scaling.minCells)");
    }

    @Test
    void shouldBlockWithMinCellSizeWhenNoPartIsLargeEnough() {
        var limits = new Limits(1, 8, 251, 4);

        assertBlocked(
                scene(limits).hold(WHOLE, 90, 50, 50, 50), Reason.MIN_CELL_SIZE, "spec.topology.minCellSize 251.0");
        assertBlocked(
                scene(limits).spread("a", 1).hold(WHOLE, 90, 50, 50, 50),
                Reason.MIN_CELL_SIZE,
                "spec.topology.minCellSize 251.0");
    }

    @Test
    void shouldBlockWithCrowdTooDenseWhenNoSplitPartsThePlayers() {
        assertBlocked(
                scene().spread("a", 0.01).hold(WHOLE, 90, 50, 50, 50),
                Reason.CROWD_TOO_DENSE,
                "spec.topology.minCellSize 50.0");
    }

    @Test
    void shouldSplitTheNextFullCellWhenTheFullestIsBlocked() {
        var decision = scene().spread("a", 0.01).hold(WHOLE, 95, 90, 50, 50).decide();

        assertThat(decision.step().orElseThrow().cells()).extracting("id").containsExactly("b");
        assertThat(decision.limit()).map(Blocked::reason).contains(Reason.CROWD_TOO_DENSE);
    }

    @Test
    void shouldSplitAtTheMedianOfThePlayers() {
        var scene = scene().spread("a", 0.5).hold(WHOLE, 90, 50, 50, 50);

        assertThat(scene.view().line(scene.cell("a")))
                .hasValueSatisfying(line -> assertThat(line.at()).isBetween(110.0, 140.0));
        assertThat(scene.view().line(scene.cell("b"))).as("unreported").isEmpty();
    }

    private static Scene scene() {
        return scene(LIMITS);
    }

    private static Scene scene(Limits limits) {
        return new Scene(new ScalingRules(THRESHOLDS, limits, TIMING, false));
    }

    private static void assertBlocked(Scene scene, Reason reason, String message) {
        var decision = scene.decide();
        assertThat(decision.step()).isEmpty();
        assertThat(decision.limit()).hasValueSatisfying(block -> {
            assertThat(block.reason()).isEqualTo(reason);
            assertThat(block.message()).contains(message);
        });
    }
}
