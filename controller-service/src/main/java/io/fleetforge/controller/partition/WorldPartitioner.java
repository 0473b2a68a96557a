package io.fleetforge.controller.partition;

import io.fleetforge.contracts.geometry.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Partitions a rectangle into n cells of equal area by halving counts along the longer side. Neighbouring cells share the very
 * same coordinate, so the tiling is exact; equal arguments give the same cells in the same order.
 */
public final class WorldPartitioner {

    private WorldPartitioner() {}

    /** Result of a partition: cells, or the reason why there are none. */
    public sealed interface Partition {
        /** The cells, in a stable order; they tile the world. */
        record Cells(List<Bounds> cells) implements Partition {
            public Cells {
                cells = List.copyOf(cells);
            }
        }

        /** No such partition exists; {@code reason} names the limit. */
        record Impossible(String reason) implements Partition {}
    }

    /**
     * @param cells how many, at least 1
     * @param minCellSize smallest allowed side of a cell
     */
    public static Partition partition(Bounds world, int cells, double minCellSize) {
        if (cells < 1) {
            throw new IllegalArgumentException("cells must be >= 1, got " + cells);
        }
        var result = new ArrayList<Bounds>(cells);
        if (!partition(world, cells, result)) {
            return new Partition.Impossible(String.format(
                    Locale.ROOT,
                    "%d cells of a %s x %s world are narrower than the precision of its coordinates",
                    cells,
                    world.width(),
                    world.height()));
        }
        for (var cell : result) {
            if (Math.min(cell.width(), cell.height()) < minCellSize) {
                return new Partition.Impossible(String.format(
                        Locale.ROOT,
                        "%d cells of a %s x %s world have a side of %s, below minCellSize %s",
                        cells,
                        world.width(),
                        world.height(),
                        Math.min(cell.width(), cell.height()),
                        minCellSize));
            }
        }
        return new Partition.Cells(result);
    }

    /** The two halves of {@code cell} across its longer side; empty when no coordinate lies between its edges. */
    public static List<Bounds> halve(Bounds cell) {
        return splitAt(cell, 0.5);
    }

    private static boolean partition(Bounds area, int cells, List<Bounds> into) {
        if (cells == 1) {
            return into.add(area);
        }
        var first = cells / 2;
        var halves = splitAt(area, (double) first / cells);
        return !halves.isEmpty()
                && partition(halves.getFirst(), first, into)
                && partition(halves.getLast(), cells - first, into);
    }

    private static List<Bounds> splitAt(Bounds area, double share) {
        if (area.width() >= area.height()) {
            var x = area.xMin() + area.width() * share;
            if (x <= area.xMin() || x >= area.xMax()) {
                return List.of();
            }
            return List.of(
                    new Bounds(area.xMin(), x, area.yMin(), area.yMax()),
                    new Bounds(x, area.xMax(), area.yMin(), area.yMax()));
        }
        var y = area.yMin() + area.height() * share;
        if (y <= area.yMin() || y >= area.yMax()) {
            return List.of();
        }
        return List.of(
                new Bounds(area.xMin(), area.xMax(), area.yMin(), y),
                new Bounds(area.xMin(), area.xMax(), y, area.yMax()));
    }
}
