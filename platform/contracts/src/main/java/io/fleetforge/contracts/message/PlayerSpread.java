package io.fleetforge.contracts.message;

import io.fleetforge.contracts.geometry.Bounds;
import java.util.ArrayList;
import java.util.List;

/**
 * Positions of a cell's players, in thirty numbers whatever their count: the inner sixteenths of their x and of their y
 * coordinates, rounded to about a ten-thousandth of the cell's side.
 *
 * @param x fifteen coordinates in rising order; about i sixteenths of the players are left of the i-th
 * @param y likewise
 */
public record PlayerSpread(List<Double> x, List<Double> y) {

    /** Inner sixteenths per axis. */
    public static final int INNER = 15;

    private static final int PARTS = INNER + 1;
    private static final int DIGITS = 4;

    public PlayerSpread {
        x = checked("x", x);
        y = checked("y", y);
    }

    /**
     * The spread of at least one player.
     *
     * @param sortedX x of every player, in rising order
     * @param sortedY y of every player, in rising order
     * @param cell bounds of their cell
     */
    public static PlayerSpread of(double[] sortedX, double[] sortedY, Bounds cell) {
        if (sortedX.length == 0 || sortedX.length != sortedY.length) {
            throw new IllegalArgumentException(
                    "a spread needs as many x as y and one at least, got " + sortedX.length + " and " + sortedY.length);
        }
        return new PlayerSpread(sixteenths(sortedX, cell.width()), sixteenths(sortedY, cell.height()));
    }

    private static List<Double> sixteenths(double[] sorted, double side) {
        var scale = Math.pow(10, Math.max(0, DIGITS - (int) Math.floor(Math.log10(side))));
        var inner = new ArrayList<Double>(INNER);
        for (var i = 1; i <= INNER; i++) {
            var value = sorted[(int) ((long) i * sorted.length / PARTS)];
            inner.add(Math.rint(value * scale) / scale);
        }
        return inner;
    }

    private static List<Double> checked(String axis, List<Double> values) {
        if (values == null || values.size() != INNER) {
            throw new IllegalArgumentException(axis + " must have " + INNER + " coordinates");
        }
        var before = Double.NEGATIVE_INFINITY;
        for (var value : values) {
            if (value == null || !Double.isFinite(value) || value < before) {
                throw new IllegalArgumentException(axis + " must be finite and in rising order");
            }
            before = value;
        }
        return List.copyOf(values);
    }
}
