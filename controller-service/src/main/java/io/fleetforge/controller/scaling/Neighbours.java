package io.fleetforge.controller.scaling;

import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.geometry.Bounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Pairs of cells of one host that share a whole edge, so that together they are a rectangle. */
final class Neighbours {

    private Neighbours() {}

    record Pair(Cell first, Cell second) {}

    private record Edge(String host, boolean upright, double at, double from, double to) {
        static Edge left(String host, Bounds cell) {
            return new Edge(host, true, cell.xMin(), cell.yMin(), cell.yMax());
        }

        static Edge right(String host, Bounds cell) {
            return new Edge(host, true, cell.xMax(), cell.yMin(), cell.yMax());
        }

        static Edge bottom(String host, Bounds cell) {
            return new Edge(host, false, cell.yMin(), cell.xMin(), cell.xMax());
        }

        static Edge top(String host, Bounds cell) {
            return new Edge(host, false, cell.yMax(), cell.xMin(), cell.xMax());
        }
    }

    static List<Pair> of(List<Cell> cells) {
        var byEdge = new HashMap<Edge, Cell>();
        for (var cell : cells) {
            byEdge.put(Edge.left(cell.host(), cell.bounds()), cell);
            byEdge.put(Edge.bottom(cell.host(), cell.bounds()), cell);
        }
        var pairs = new ArrayList<Pair>();
        for (var cell : cells) {
            var beside = byEdge.get(Edge.right(cell.host(), cell.bounds()));
            if (beside != null) {
                pairs.add(new Pair(cell, beside));
            }
            var above = byEdge.get(Edge.top(cell.host(), cell.bounds()));
            if (above != null) {
                pairs.add(new Pair(cell, above));
            }
        }
        return pairs;
    }
}
