package io.fleetforge.controller.partition;

import io.fleetforge.contracts.geometry.Bounds;
import java.util.List;
import java.util.Objects;

/**
 * A straight line that splits a cell.
 *
 * @param axis the coordinate that is split: {@code X} is a vertical line
 * @param at the coordinate; a point exactly there belongs to the upper part
 */
public record SplitLine(Axis axis, double at) {

    /** A coordinate of the world. */
    public enum Axis {
        X,
        Y
    }

    public SplitLine {
        Objects.requireNonNull(axis, "axis");
        if (!Double.isFinite(at)) {
            throw new IllegalArgumentException("at must be finite, got " + at);
        }
    }

    /**
     * The two parts of {@code cell}, which share the very same coordinate.
     *
     * @throws IllegalArgumentException when the line does not go through the cell
     */
    public List<Bounds> parts(Bounds cell) {
        return switch (axis) {
            case X ->
                List.of(
                        new Bounds(cell.xMin(), at, cell.yMin(), cell.yMax()),
                        new Bounds(at, cell.xMax(), cell.yMin(), cell.yMax()));
            case Y ->
                List.of(
                        new Bounds(cell.xMin(), cell.xMax(), cell.yMin(), at),
                        new Bounds(cell.xMin(), cell.xMax(), at, cell.yMax()));
        };
    }
}
