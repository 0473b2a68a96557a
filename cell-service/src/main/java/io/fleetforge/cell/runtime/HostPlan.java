package io.fleetforge.cell.runtime;

import io.fleetforge.cell.runtime.HostOperation.MergeInPlace;
import io.fleetforge.cell.runtime.HostOperation.Reassign;
import io.fleetforge.cell.runtime.HostOperation.SplitInPlace;
import io.fleetforge.cell.runtime.HostOperation.Start;
import io.fleetforge.cell.runtime.HostOperation.Stop;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
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

    private static final double ALL_BUT_ROUNDING = 1 - 1e-9;

    HostPlan {
        operations = List.copyOf(operations);
    }

    /**
     * Whether somebody may be left of processes that are gone whom this host has to take up. Not when it was replaced: then
     * its cells end at once.
     */
    boolean needsThePast(HostIdentity self, @Nullable TopologyMessage before, TopologyMessage next) {
        return lists(next, self) && (begins() || before == null || !lists(before, self) || losesHosts(before, next));
    }

    /** Whether space begins here that no cell ending here covered: whoever stood there left their word elsewhere. */
    private boolean begins() {
        return operations.stream().anyMatch(HostPlan::coversMore);
    }

    private static boolean coversMore(HostOperation operation) {
        var before = operation.retires();
        return operation.launches().stream().anyMatch(cell -> {
            var covered = before.stream()
                    .mapToDouble(ended -> cell.bounds().overlapArea(ended.bounds()))
                    .sum();
            return covered < cell.bounds().area() * ALL_BUT_ROUNDING;
        });
    }

    /** Whether a host is not listed any more that was before. */
    private static boolean losesHosts(TopologyMessage before, TopologyMessage next) {
        return before.hosts().stream()
                .anyMatch(host ->
                        next.hosts().stream().noneMatch(listed -> listed.name().equals(host.name())));
    }

    /** Whether the topology lists the host at its own incarnation. */
    static boolean lists(TopologyMessage topology, HostIdentity self) {
        return topology.hosts().stream()
                .anyMatch(host -> host.name().equals(self.host()) && host.incarnation() == self.incarnation());
    }

    /** Nothing is wanted of a host whose incarnation is not the one listed: a successor has its name. */
    static HostPlan of(HostIdentity self, TopologyMessage topology, Collection<CellAssignment> running) {
        var retiring = new LinkedHashMap<String, CellAssignment>();
        running.forEach(cell -> retiring.put(cell.id(), cell));
        var launching = new LinkedHashMap<String, CellAssignment>();
        wanted(self, topology).forEach(cell -> launching.put(cell.id(), cell));
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

    private static List<CellAssignment> wanted(HostIdentity self, TopologyMessage topology) {
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
