package io.fleetforge.cell.simulation;

import io.fleetforge.contracts.geometry.Bounds;
import java.util.Arrays;

/**
 * Neighbourhood queries in one cell. A uniform grid whose boxes are at least half as wide as the radius, so that everything in
 * reach stands in the 25 boxes around; {@link #build} sorts all entities into it by counting, in O(entities + boxes), and
 * five runs of memory hold the 25 boxes. Boxes are at most four per entity, so a wide and empty cell costs no more than
 * its players. Not thread-safe: owned by the cell's single writer. At a steady number of entities nothing is allocated.
 */
public final class InterestGrid {

    private static final int BOXES_PER_ENTITY = 4;
    private static final int MIN_BOXES = 64;
    /** Smaller ones hold fewer entities out of reach, and make more runs. */
    private static final double BOXES_PER_RADIUS = 2;
    /** What rounding may take from a coordinate on the edge of the circle and of a box. */
    private static final double ROUNDING = 1 + 1e-9;

    private final double radius;
    private double side = 1;
    private double originX;
    private double originY;
    private int columns = 1;
    private int rows = 1;
    private int size;
    /** First position in {@link #order} of each box, row by row, and one past the last. */
    private int[] starts = new int[2];

    private int[] order = new int[0];
    private int[] boxes = new int[0];
    private double[] sortedX = new double[0];
    private double[] sortedY = new double[0];

    /** @param radius view radius of an entity, world units; more than 0 */
    public InterestGrid(double radius) {
        if (!(radius > 0) || Double.isInfinite(radius)) {
            throw new IllegalArgumentException("radius must be positive and finite, got " + radius);
        }
        this.radius = radius;
    }

    /** Indexes the present positions of all entities. Those outside {@code bounds} are found from its edge boxes. */
    public void build(EntityStore entities, Bounds bounds) {
        shape(entities.size(), bounds);
        for (var slot = 0; slot < size; slot++) {
            var box = box(entities.x(slot), entities.y(slot));
            boxes[slot] = box;
            starts[box + 1]++;
        }
        for (var box = 0; box < columns * rows; box++) {
            starts[box + 1] += starts[box];
        }
        for (var slot = size - 1; slot >= 0; slot--) {
            // Filled from the end: starts[box + 1] falls to the first position of the box, and so becomes its start.
            var at = --starts[boxes[slot] + 1];
            order[at] = slot;
            sortedX[at] = entities.x(slot);
            sortedY[at] = entities.y(slot);
        }
        // Each start is now one index too far right.
        System.arraycopy(starts, 1, starts, 0, columns * rows);
        starts[columns * rows] = size;
    }

    /**
     * Slots of the entities within the radius around a position, the edge included; equal stores give the same order.
     *
     * @param into receives as many as it has capacity for
     * @return how many there are, which may be more than {@code into} holds
     */
    public int near(double x, double y, int[] into) {
        var wide = radius * ROUNDING;
        var from = column(x - wide);
        var to = column(x + wide) + 1;
        var lastRow = row(y + wide);
        var found = 0;
        for (var row = row(y - wide); row <= lastRow; row++) {
            var start = starts[row * columns + from];
            var end = starts[row * columns + to];
            found = end - start <= into.length - found
                    ? collect(x, y, start, end, into, found)
                    : collectWhatFits(x, y, start, end, into, found);
        }
        return found;
    }

    /** Without a branch on the distance: in a crowd it would be mispredicted every other time. */
    private int collect(double x, double y, int start, int end, int[] into, int before) {
        var reach = radius * radius;
        var found = before;
        for (var at = start; at < end; at++) {
            var dx = sortedX[at] - x;
            var dy = sortedY[at] - y;
            into[found] = order[at];
            found += dx * dx + dy * dy <= reach ? 1 : 0;
        }
        return found;
    }

    private int collectWhatFits(double x, double y, int start, int end, int[] into, int before) {
        var reach = radius * radius;
        var found = before;
        for (var at = start; at < end; at++) {
            var dx = sortedX[at] - x;
            var dy = sortedY[at] - y;
            if (dx * dx + dy * dy <= reach) {
                if (found < into.length) {
                    into[found] = order[at];
                }
                found++;
            }
        }
        return found;
    }

    private void shape(int entities, Bounds bounds) {
        size = entities;
        originX = bounds.xMin();
        originY = bounds.yMin();
        var most = Math.max(MIN_BOXES, BOXES_PER_ENTITY * entities);
        side = Math.max(radius / BOXES_PER_RADIUS, Math.sqrt(bounds.width() * bounds.height() / most));
        columns = (int) Math.clamp(Math.ceil(bounds.width() / side), 1, most);
        rows = (int) Math.clamp(Math.ceil(bounds.height() / side), 1, Math.max(1, most / columns + 1));
        if (starts.length < columns * rows + 1) {
            starts = new int[2 * columns * rows + 1];
        } else {
            Arrays.fill(starts, 0, columns * rows + 1, 0);
        }
        if (order.length < entities) {
            order = new int[2 * entities];
            boxes = new int[2 * entities];
            sortedX = new double[2 * entities];
            sortedY = new double[2 * entities];
        }
    }

    private int box(double x, double y) {
        return row(y) * columns + column(x);
    }

    private int column(double x) {
        return (int) Math.clamp((x - originX) / side, 0, columns - 1.0);
    }

    private int row(double y) {
        return (int) Math.clamp((y - originY) / side, 0, rows - 1.0);
    }
}
