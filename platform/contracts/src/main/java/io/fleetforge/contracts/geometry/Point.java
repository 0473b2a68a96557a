package io.fleetforge.contracts.geometry;

/** A point in a world; both coordinates are finite. */
public record Point(double x, double y) {

    public Point {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("x and y must be finite, got (" + x + ", " + y + ")");
        }
    }
}
