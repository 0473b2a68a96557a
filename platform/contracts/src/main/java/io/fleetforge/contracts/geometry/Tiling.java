package io.fleetforge.contracts.geometry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Invariant I3: cells tile the world exactly, without gap or overlap, by half-open edges. */
public final class Tiling {

    private static final double AREA_TOLERANCE = 1e-9;

    private Tiling() {}

    /**
     * Why {@code tiles} do not tile {@code world}; empty when they do. Sweeps over x with the open intervals kept in
     * order of y, O(n log n).
     */
    public static Optional<String> violation(Bounds world, List<Bounds> tiles) {
        var area = 0.0;
        for (var tile : tiles) {
            if (!world.contains(tile)) {
                return Optional.of(tile + " lies outside " + world);
            }
            area += tile.area();
        }
        var overlap = firstOverlap(tiles);
        if (overlap.isPresent()) {
            return overlap;
        }
        return Math.abs(area - world.area()) <= AREA_TOLERANCE * world.area()
                ? Optional.empty()
                : Optional.of("tiles cover " + area + " of " + world.area());
    }

    private record Edge(double x, boolean opens, Bounds tile) {}

    private static Optional<String> firstOverlap(List<Bounds> tiles) {
        var edges = new ArrayList<Edge>(tiles.size() * 2);
        for (var tile : tiles) {
            edges.add(new Edge(tile.xMin(), true, tile));
            edges.add(new Edge(tile.xMax(), false, tile));
        }
        // Half-open: at one x, close before open.
        edges.sort(Comparator.comparingDouble(Edge::x).thenComparing(Edge::opens));
        var open = new TreeMap<Double, Bounds>();
        for (var edge : edges) {
            var tile = edge.tile();
            if (!edge.opens()) {
                open.remove(tile.yMin());
                continue;
            }
            var below = open.floorEntry(tile.yMin());
            var above = open.ceilingEntry(tile.yMin());
            if (below != null && below.getValue().yMax() > tile.yMin()) {
                return Optional.of(tile + " overlaps " + below.getValue());
            }
            if (above != null && above.getKey() < tile.yMax()) {
                return Optional.of(tile + " overlaps " + above.getValue());
            }
            open.put(tile.yMin(), tile);
        }
        return Optional.empty();
    }
}
