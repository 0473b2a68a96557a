package io.fleetforge.cell.runtime;

import io.fleetforge.cell.runtime.HostOperation.MergeInPlace;
import io.fleetforge.cell.runtime.HostOperation.Reassign;
import io.fleetforge.cell.runtime.HostOperation.SplitInPlace;
import io.fleetforge.cell.runtime.HostOperation.Start;
import io.fleetforge.cell.runtime.HostOperation.Stop;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a topology asks of this host, compared with what runs. Pure.
 *
 * @param operations each running cell is retired by at most one, each wanted cell launched by at most one
 */
record HostPlan(List<HostOperation> operations) {

    HostPlan {
        operations = List.copyOf(operations);
    }

    /**
     * Whether gone processes may have left sessions that this host has to adopt: when it joins, and when another process leaves the
     * list. Not for space that a running host releases, however much of it starts here: that host hands every session off. Not when
     * this host was replaced either: then its cells end at once.
     */
    static boolean needsRecovery(HostIdentity self, @Nullable TopologyMessage before, TopologyMessage next) {
        return lists(next, self) && (before == null || !lists(before, self) || losesProcesses(before, next));
    }

    /**
     * Whether a process of {@code before} is not listed any longer: its host is gone, or has a successor of its name.
     */
    private static boolean losesProcesses(TopologyMessage before, TopologyMessage next) {
        return !next.hosts().containsAll(before.hosts());
    }

    /** Whether the topology lists the host at its own incarnation. */
    static boolean lists(TopologyMessage topology, HostIdentity self) {
        return topology.hosts().contains(new HostAssignment(self.host(), self.incarnation()));
    }

    /** A host whose incarnation is not the listed one runs nothing: a successor has its name. */
    static HostPlan of(HostIdentity self, TopologyMessage topology, Collection<CellAssignment> running) {
        var retiring = new LinkedHashMap<String, CellAssignment>();
        running.forEach(cell -> retiring.put(cell.id(), cell));
        var launching = new LinkedHashMap<String, CellAssignment>();
        assigned(self, topology).forEach(cell -> launching.put(cell.id(), cell));
        var operations = new ArrayList<HostOperation>();
        for (var cell : running) {
            var next = launching.get(cell.id());
            if (next != null) {
                retiring.remove(cell.id());
                launching.remove(cell.id());
                if (next.epoch() != cell.epoch() || !next.bounds().equals(cell.bounds())) {
                    operations.add(new Reassign(cell, next));
                }
            }
        }
        merges(retiring, launching, operations);
        splits(retiring, launching, operations);
        retiring.values().forEach(cell -> operations.add(new Stop(cell)));
        launching.values().forEach(cell -> operations.add(new Start(cell)));
        return new HostPlan(operations);
    }

    private static List<CellAssignment> assigned(HostIdentity self, TopologyMessage topology) {
        return lists(topology, self)
                ? topology.cells().stream()
                        .filter(cell -> cell.host().equals(self.host()))
                        .toList()
                : List.of();
    }

    private static void merges(
            Map<String, CellAssignment> retiring,
            Map<String, CellAssignment> launching,
            List<HostOperation> operations) {
        for (var child : List.copyOf(launching.values())) {
            var parents = child.parents().stream()
                    .filter(retiring::containsKey)
                    .map(retiring::get)
                    .toList();
            if (parents.size() > 1) {
                operations.add(new MergeInPlace(parents, child));
                launching.remove(child.id());
                parents.forEach(parent -> retiring.remove(parent.id()));
            }
        }
    }

    private static void splits(
            Map<String, CellAssignment> retiring,
            Map<String, CellAssignment> launching,
            List<HostOperation> operations) {
        for (var parent : List.copyOf(retiring.values())) {
            var children = launching.values().stream()
                    .filter(cell -> cell.parents().contains(parent.id()))
                    .toList();
            if (!children.isEmpty()) {
                operations.add(new SplitInPlace(parent, children));
                retiring.remove(parent.id());
                children.forEach(child -> launching.remove(child.id()));
            }
        }
    }
}
