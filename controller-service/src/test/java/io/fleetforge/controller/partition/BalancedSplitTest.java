package io.fleetforge.controller.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.geometry.Tiling;
import io.fleetforge.contracts.message.PlayerSpread;
import io.fleetforge.controller.partition.Repartition.Piece;
import io.fleetforge.controller.partition.SplitLine.Axis;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BalancedSplitTest {

    private static final Bounds CELL = new Bounds(0, 1000, 0, 1000);

    @Test
    void shouldTileKeepTheSmallestSideAndPartThePlayersForAnyCrowdWhenSeeded() {
        for (var seed = 0L; seed < 2000; seed++) {
            var random = new Random(seed);
            var cell = cell(random);
            var size = Math.min(cell.width(), cell.height()) * random.nextDouble() * 0.6;
            var x = crowd(random, 16 + random.nextInt(400), cell.xMin(), cell.width());
            var y = crowd(random, x.length, cell.yMin(), cell.height());

            var split = BalancedSplit.of(cell, PlayerSpread.of(x, y, cell), size);

            assertThat(split.isPresent())
                    .as("seed %d", seed)
                    .isEqualTo(Math.max(cell.width(), cell.height()) >= 2 * size);
            if (split.isPresent()) {
                var parts = split.get().line().parts(cell);
                assertThat(Tiling.violation(cell, parts)).as("seed %d", seed).isEmpty();
                assertThat(parts)
                        .as("seed %d", seed)
                        .allSatisfy(part -> assertThat(Math.min(part.width(), part.height()))
                                .isGreaterThanOrEqualTo(size));
                var along = split.get().line().axis() == Axis.X ? x : y;
                assertThat(lesserPart(along, split.get().line().at()))
                        .as("seed %d promises %s", seed, split.get())
                        .isGreaterThanOrEqualTo(split.get().lesserSixteenths() * along.length / 16);
            }
        }
    }

    /** Without a smallest side the median is met to within a sixteenth. */
    @Test
    void shouldBalanceWithinOneSixteenthWithoutASmallestSide() {
        for (var seed = 0L; seed < 2000; seed++) {
            var random = new Random(seed);
            var x = crowd(random, 32 + random.nextInt(400), 0, 1000);
            var y = crowd(random, x.length, 0, 1000);

            var line = BalancedSplit.of(CELL, PlayerSpread.of(x, y, CELL), 1e-9)
                    .orElseThrow()
                    .line();

            assertThat(lesserPart(line.axis() == Axis.X ? x : y, line.at()))
                    .as("seed %d, %d players", seed, x.length)
                    .isGreaterThanOrEqualTo(x.length / 2 - x.length / 16 - 1);
        }
    }

    @Test
    void shouldSplitACornerCrowdInItsMiddleAndNotInTheCells() {
        var ramp = ramp(80, 0, 100);

        var split =
                BalancedSplit.of(CELL, PlayerSpread.of(ramp, ramp, CELL), 10).orElseThrow();

        assertThat(split.line().at()).isBetween(40.0, 60.0);
        assertThat(split.lesserSixteenths()).isEqualTo(7);
    }

    @Test
    void shouldGoAsFarAsTheSmallestSideAllows() {
        var ramp = ramp(80, 0, 100);

        var split =
                BalancedSplit.of(CELL, PlayerSpread.of(ramp, ramp, CELL), 75).orElseThrow();

        assertThat(split.line().at()).isEqualTo(75);
        assertThat(split.lesserSixteenths()).isEqualTo(4);
    }

    @Test
    void shouldChooseTheAxisThatBalancesWhenTheOtherDoesNot() {
        var everywhere = ramp(80, 0, 1000);
        var onePlace = new double[80];
        Arrays.fill(onePlace, 500);

        assertThat(axis(CELL, everywhere, onePlace)).isEqualTo(Axis.X);
        assertThat(axis(CELL, onePlace, everywhere)).isEqualTo(Axis.Y);
    }

    @Test
    void shouldChooseTheAxisWithTheSquarerPartsWhenBothBalance() {
        var wide = new Bounds(0, 1000, 0, 500);
        var tall = new Bounds(0, 500, 0, 1000);

        assertThat(axis(wide, ramp(80, 0, 1000), ramp(80, 0, 500))).isEqualTo(Axis.X);
        assertThat(axis(tall, ramp(80, 0, 500), ramp(80, 0, 1000))).isEqualTo(Axis.Y);
    }

    @Test
    void shouldReportThatItPartsNoPlayersWhenAllStandAtOnePoint() {
        var onePlace = new double[80];

        assertThat(BalancedSplit.of(CELL, PlayerSpread.of(onePlace, onePlace, CELL), 10)
                        .orElseThrow()
                        .partsPlayers())
                .isFalse();
    }

    @Test
    void shouldFindNoSplitWhenBothSidesAreTooShort() {
        var ramp = ramp(80, 0, 1000);

        assertThat(BalancedSplit.of(CELL, PlayerSpread.of(ramp, ramp, CELL), 501))
                .isEmpty();
        assertThat(BalancedSplit.of(CELL, PlayerSpread.of(ramp, ramp, CELL), 500))
                .isPresent();
    }

    @Test
    void shouldSplitTheNamedPieceOnlyAndRecordItsParent() {
        var left = new Piece("a", new Bounds(0, 500, 0, 1000), List.of(), "w-0");
        var right = new Piece("b", new Bounds(500, 1000, 0, 1000), List.of(), "w-1");

        assertThat(Repartition.split(List.of(left, right), "b", new SplitLine(Axis.Y, 100)))
                .containsExactly(
                        left,
                        new Piece(null, new Bounds(500, 1000, 0, 100), List.of("b"), "w-1"),
                        new Piece(null, new Bounds(500, 1000, 100, 1000), List.of("b"), "w-1"));
    }

    private static Axis axis(Bounds cell, double[] x, double[] y) {
        return BalancedSplit.of(cell, PlayerSpread.of(x, y, cell), 10)
                .orElseThrow()
                .line()
                .axis();
    }

    private static Bounds cell(Random random) {
        var x = (random.nextDouble() - 0.5) * 2000;
        var y = (random.nextDouble() - 0.5) * 2000;
        return new Bounds(x, x + 1 + random.nextDouble() * 1000, y, y + 1 + random.nextDouble() * 1000);
    }

    /** Around a few points, some of them far out. */
    private static double[] crowd(Random random, int players, double from, double side) {
        var places = new double[1 + random.nextInt(4)];
        Arrays.setAll(places, i -> random.nextDouble());
        var crowd = new double[players];
        Arrays.setAll(crowd, i -> {
            var place = places[random.nextInt(places.length)] + random.nextGaussian() * 0.05;
            return from + Math.clamp(place, 0, 0.999999) * side;
        });
        Arrays.sort(crowd);
        return crowd;
    }

    private static double[] ramp(int players, double from, double to) {
        var ramp = new double[players];
        Arrays.setAll(ramp, i -> from + (to - from) * i / players);
        return ramp;
    }

    private static int lesserPart(double[] players, double line) {
        var below = (int) Arrays.stream(players).filter(value -> value < line).count();
        return Math.min(below, players.length - below);
    }
}
