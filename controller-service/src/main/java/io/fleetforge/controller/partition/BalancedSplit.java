package io.fleetforge.controller.partition;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.PlayerSpread;
import io.fleetforge.controller.partition.SplitLine.Axis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Splits a cell at the median of its players instead of its middle: each part has as equal a share of them as the sixteenths
 * resolve, and no side falls below the smallest allowed one. Of two axes that balance alike the one with the squarer parts wins.
 *
 * @param lesserSixteenths how many sixteenths of the players the smaller part has at least, 0 to 7
 */
public record BalancedSplit(SplitLine line, int lesserSixteenths) {

    /** Axes that differ by less than this balance alike. */
    private static final int ALIKE = 2;

    /** Most sixteenths that are below a line and above it for certain; a smaller part of 7 is a median. */
    private static final Comparator<BalancedSplit> BALANCE = Comparator.comparingInt(BalancedSplit::lesserSixteenths);

    /** Whether the split separates the players at all; not when they stand closer together than the smallest side. */
    public boolean partsPlayers() {
        return lesserSixteenths > 0;
    }

    /** The best split; empty when a side of either part would fall below {@code minCellSize} at any line. */
    public static Optional<BalancedSplit> of(Bounds cell, PlayerSpread spread, double minCellSize) {
        var acrossX = along(new Side(Axis.X, cell.xMin(), cell.xMax()), spread.x(), minCellSize);
        var acrossY = along(new Side(Axis.Y, cell.yMin(), cell.yMax()), spread.y(), minCellSize);
        if (acrossX.isEmpty() || acrossY.isEmpty()) {
            return acrossX.or(() -> acrossY);
        }
        var x = acrossX.get();
        var y = acrossY.get();
        if (Math.abs(x.lesserSixteenths - y.lesserSixteenths) >= ALIKE) {
            return Optional.of(BALANCE.compare(x, y) > 0 ? x : y);
        }
        return Optional.of(longest(x.line.parts(cell)) <= longest(y.line.parts(cell)) ? x : y);
    }

    private record Side(Axis axis, double min, double max) {
        double centre() {
            return min + (max - min) * 0.5;
        }

        boolean admits(double at, double minCellSize) {
            return at > min && at < max && at - min >= minCellSize && max - at >= minCellSize;
        }
    }

    private static Optional<BalancedSplit> along(Side side, List<Double> sixteenths, double minCellSize) {
        return candidates(side, sixteenths, minCellSize)
                .filter(at -> side.admits(at, minCellSize))
                .map(at -> new BalancedSplit(new SplitLine(side.axis(), at), lesser(sixteenths, at)))
                .max(BALANCE.thenComparing(
                        Comparator.comparingDouble((BalancedSplit split) -> Math.abs(split.line.at() - side.centre()))
                                .reversed()));
    }

    /** Between any two sixteenths, in the middle, and as far out as the smallest side lets it. */
    private static Stream<Double> candidates(Side side, List<Double> sixteenths, double minCellSize) {
        var lines = new ArrayList<Double>();
        lines.add(side.centre());
        lines.add(atLeast(side.min(), minCellSize));
        lines.add(atMost(side.max(), minCellSize));
        for (var i = 1; i < sixteenths.size(); i++) {
            lines.add(sixteenths.get(i - 1) * 0.5 + sixteenths.get(i) * 0.5);
        }
        return lines.stream();
    }

    /** The lowest line that leaves {@code size} above {@code min}, whatever the rounding. */
    private static double atLeast(double min, double size) {
        var at = min + size;
        return at - min >= size ? at : Math.nextUp(at);
    }

    private static double atMost(double max, double size) {
        var at = max - size;
        return max - at >= size ? at : Math.nextDown(at);
    }

    /**
     * i sixteenths below the line mean at least i/16 of the players there, and at least (15 - i)/16 on the other side.
     */
    private static int lesser(List<Double> sixteenths, double at) {
        var below = (int) sixteenths.stream().filter(value -> value < at).count();
        return Math.min(below, PlayerSpread.INNER - below);
    }

    private static double longest(List<Bounds> parts) {
        return parts.stream()
                .mapToDouble(part -> Math.max(part.width(), part.height()) / Math.min(part.width(), part.height()))
                .max()
                .orElseThrow();
    }
}
