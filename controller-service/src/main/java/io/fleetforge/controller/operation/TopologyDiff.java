package io.fleetforge.controller.operation;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.controller.operation.CellOperation.Launch;
import io.fleetforge.controller.operation.CellOperation.Merge;
import io.fleetforge.controller.operation.CellOperation.Move;
import io.fleetforge.controller.operation.CellOperation.Recover;
import io.fleetforge.controller.operation.CellOperation.Retire;
import io.fleetforge.controller.operation.CellOperation.Split;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations between two topologies of a world. Pure; in the order of the cells. */
public final class TopologyDiff {

    private TopologyDiff() {}

    /**
     * @param before null for a world that has no topology yet
     */
    public static List<CellOperation> between(@Nullable WorldTopologySpec before, WorldTopologySpec after) {
        var old = byId(before);
        var operations = new ArrayList<CellOperation>();
        var consumed = new HashSet<String>();
        var children = new LinkedHashMap<String, List<Cell>>();
        for (var cell : after.cells()) {
            var same = old.get(cell.id());
            if (same != null) {
                consumed.add(cell.id());
                continued(same, cell, operations);
                continue;
            }
            var parents = cell.parents().stream().filter(old::containsKey).toList();
            consumed.addAll(parents);
            if (parents.size() == 1) {
                children.computeIfAbsent(parents.getFirst(), parent -> new ArrayList<>())
                        .add(cell);
            } else if (parents.isEmpty()) {
                operations.add(new Launch(cell));
            } else {
                operations.add(new Merge(parents.stream().map(old::get).toList(), cell));
            }
        }
        for (var parent : old.values()) {
            var cells = children.get(parent.id());
            if (cells != null) {
                operations.add(new Split(parent, cells));
            }
        }
        old.values().stream()
                .filter(cell -> !consumed.contains(cell.id()))
                .forEach(cell -> operations.add(new Retire(cell)));
        return List.copyOf(operations);
    }

    private static void continued(Cell before, Cell after, List<CellOperation> operations) {
        if (!before.host().equals(after.host())) {
            operations.add(new Move(before, after));
        } else if (before.epoch() != after.epoch()) {
            operations.add(new Recover(before, after));
        }
    }

    private static Map<String, Cell> byId(@Nullable WorldTopologySpec topology) {
        var cells = new LinkedHashMap<String, Cell>();
        if (topology != null) {
            topology.cells().forEach(cell -> cells.put(cell.id(), cell));
        }
        return cells;
    }
}
