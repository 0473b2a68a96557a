package io.fleetforge.contracts.geometry;

/**
 * A half-open rectangle: {@code xMin <= x < xMax} and {@code yMin <= y < yMax}. Half-open edges make cells tile a world
 * exactly: each point belongs to one cell.
 */
public record Bounds(double xMin, double xMax, double yMin, double yMax) {

    public Bounds {
        if (!Double.isFinite(xMin) || !Double.isFinite(xMax) || !Double.isFinite(yMin) || !Double.isFinite(yMax)) {
            throw new IllegalArgumentException("bounds must be finite");
        }
        if (xMin >= xMax || yMin >= yMax) {
            throw new IllegalArgumentException("bounds must have xMin < xMax and yMin < yMax, got [" + xMin + ", "
                    + xMax + ") x [" + yMin + ", " + yMax + ")");
        }
    }

    public double width() {
        return xMax - xMin;
    }

    public double height() {
        return yMax - yMin;
    }

    public double area() {
        return width() * height();
    }

    public boolean contains(double x, double y) {
        return x >= xMin && x < xMax && y >= yMin && y < yMax;
    }

    public boolean contains(Point point) {
        return contains(point.x(), point.y());
    }

    public boolean contains(Bounds other) {
        return other.xMin >= xMin && other.xMax <= xMax && other.yMin >= yMin && other.yMax <= yMax;
    }

    public boolean overlaps(Bounds other) {
        return xMin < other.xMax && other.xMin < xMax && yMin < other.yMax && other.yMin < yMax;
    }

    /** Area that the two share, 0 when they only touch. */
    public double overlapArea(Bounds other) {
        var width = Math.min(xMax, other.xMax) - Math.max(xMin, other.xMin);
        var height = Math.min(yMax, other.yMax) - Math.max(yMin, other.yMin);
        return width > 0 && height > 0 ? width * height : 0;
    }

    /** Whether some point in it is at most {@code distance} from the given one. */
    public boolean isWithin(double distance, double x, double y) {
        var dx = Math.max(Math.max(xMin - x, x - xMax), 0);
        var dy = Math.max(Math.max(yMin - y, y - yMax), 0);
        return dx * dx + dy * dy <= distance * distance;
    }

    /** Whether some point in it is at most {@code distance} from some point in the other. */
    public boolean isWithin(double distance, Bounds other) {
        var dx = Math.max(Math.max(xMin - other.xMax, other.xMin - xMax), 0);
        var dy = Math.max(Math.max(yMin - other.yMax, other.yMin - yMax), 0);
        return dx * dx + dy * dy <= distance * distance;
    }

    /** True when the union of the two is a rectangle: they share one whole edge. */
    public boolean tilesWith(Bounds other) {
        var besideX = yMin == other.yMin && yMax == other.yMax && (xMax == other.xMin || other.xMax == xMin);
        var besideY = xMin == other.xMin && xMax == other.xMax && (yMax == other.yMin || other.yMax == yMin);
        return besideX || besideY;
    }

    /** The smallest rectangle that holds both. */
    public Bounds union(Bounds other) {
        return new Bounds(
                Math.min(xMin, other.xMin),
                Math.max(xMax, other.xMax),
                Math.min(yMin, other.yMin),
                Math.max(yMax, other.yMax));
    }
}
