package io.fleetforge.controller.topology;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.controller.operation.TopologyDiff;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds and removes hosts around a change of cells: make before break. A host that shall receive players is listed without cells until
 * it serves; only then the change itself is written. A host without cells stays listed until it has handed off every session. Pure;
 * the record alone carries the state, so a restart continues where it was.
 *
 * @param plan what to write now
 * @param awaited hosts that the desired change waits for
 */
public record HostTransition(TopologyPlan plan, Set<String> awaited) {

    public HostTransition {
        awaited = Set.copyOf(awaited);
    }

    /**
     * The processes of the listed hosts.
     *
     * @param serving they run at the listed incarnation and have reported so
     * @param acknowledged they have applied the present record, and their adoptions are durable; also those that never ran
     * @param occupied they may still have sessions, or receive some from hosts that have not acknowledged yet
     */
    public record Hosts(Set<String> serving, Set<String> acknowledged, Set<String> occupied) {
        public Hosts {
            serving = Set.copyOf(serving);
            acknowledged = Set.copyOf(acknowledged);
            occupied = Set.copyOf(occupied);
        }
    }

    /**
     * @param desired the planner's topology
     * @param lost hosts whose pod is gone: their cells are recovered at once, whatever else waits
     */
    public static HostTransition of(
            TopologyPlan desired, @Nullable WorldTopologySpec current, Hosts hosts, Set<String> lost) {
        if (current == null || current.cells().isEmpty()) {
            return new HostTransition(desired, Set.of());
        }
        return switch (desired) {
            case TopologyPlan.Keep keep -> new HostTransition(keep, Set.of());
            case TopologyPlan.Refuse(var message, var recovery) -> {
                var held = recovery.map(change -> withLeaving(change.next(), current, hosts.occupied(), lost))
                        .flatMap(next -> plan(next, current) instanceof TopologyPlan.Change change
                                ? Optional.of(change)
                                : Optional.empty());
                yield new HostTransition(new TopologyPlan.Refuse(message, held), Set.of());
            }
            case TopologyPlan.Change(var next, var operations) -> {
                var outage =
                        lost.stream().anyMatch(host -> !current.cellsOf(host).isEmpty());
                var added = !outage ? added(next, current, hosts.serving()) : Set.<String>of();
                var awaited = new HashSet<>(added);
                awaited.addAll(unacknowledged(next, current, hosts.acknowledged(), lost));
                var step = awaited.isEmpty() ? next : prepared(next, recovered(current, lost), added);
                yield new HostTransition(plan(withLeaving(step, current, hosts.occupied(), lost), current), awaited);
            }
        };
    }

    /** Hosts that shall get players of another host and do not serve yet. */
    private static Set<String> added(WorldTopologySpec next, WorldTopologySpec current, Set<String> serving) {
        return next.cells().stream()
                .filter(cell -> !serving.contains(cell.host()))
                .filter(cell -> current.cells().stream()
                        .anyMatch(before -> !before.host().equals(cell.host())
                                && before.bounds().overlaps(cell.bounds())))
                .map(Cell::host)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Hosts that shall release space to another and have not adopted its sessions yet: two hosts would adopt them, each by its own
     * topology. A lost host releases nothing twice.
     */
    private static Set<String> unacknowledged(
            WorldTopologySpec next, WorldTopologySpec current, Set<String> acknowledged, Set<String> lost) {
        return current.cells().stream()
                .filter(before -> !acknowledged.contains(before.host()) && !lost.contains(before.host()))
                .filter(before -> next.cells().stream()
                        .anyMatch(cell -> !cell.host().equals(before.host())
                                && cell.bounds().overlaps(before.bounds())))
                .map(Cell::host)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static WorldTopologySpec recovered(WorldTopologySpec current, Set<String> lost) {
        return TopologyPlanner.recovery(current, lost).orElse(current);
    }

    /** The present cells, with the hosts of both topologies; any other host may leave. */
    private static WorldTopologySpec prepared(WorldTopologySpec next, WorldTopologySpec current, Set<String> added) {
        var hosts = new ArrayList<Host>();
        for (var host : current.hosts()) {
            if (!current.cellsOf(host.name()).isEmpty()) {
                hosts.add(host);
            } else {
                next.host(host.name()).ifPresent(hosts::add);
            }
        }
        next.hosts().stream()
                .filter(host -> added.contains(host.name()))
                .filter(host -> current.host(host.name()).isEmpty())
                .forEach(hosts::add);
        return record(current, current.source(), hosts, current.cells());
    }

    /**
     * Leaving hosts stay listed while they are occupied, and while cells change: two hosts would otherwise adopt a record that the
     * leaving one has not read yet. A lost one is started again, to hand off its sessions.
     */
    private static WorldTopologySpec withLeaving(
            WorldTopologySpec next, WorldTopologySpec current, Set<String> occupied, Set<String> lost) {
        var hosts = new LinkedHashSet<Host>(next.hosts());
        current.hosts().stream()
                .filter(host -> next.host(host.name()).isEmpty())
                .filter(host -> occupied.contains(host.name()) || !next.cells().equals(current.cells()))
                .map(host -> lost.contains(host.name()) ? new Host(host.name(), current.epoch() + 1) : host)
                .forEach(hosts::add);
        return record(current, next.source(), List.copyOf(hosts), next.cells());
    }

    private static WorldTopologySpec record(
            WorldTopologySpec current, WorldTopologySpec.Source source, List<Host> hosts, List<Cell> cells) {
        var epoch = current.epoch();
        for (var host : hosts) {
            epoch = Math.max(epoch, host.incarnation());
        }
        for (var cell : cells) {
            epoch = Math.max(epoch, cell.epoch());
        }
        return new WorldTopologySpec(current.revision() + 1, epoch, source, hosts, cells);
    }

    private static TopologyPlan plan(WorldTopologySpec next, WorldTopologySpec current) {
        var same = next.cells().equals(current.cells())
                && new HashSet<>(next.hosts()).equals(new HashSet<>(current.hosts()))
                && next.source().equals(current.source());
        return same
                ? new TopologyPlan.Keep(current)
                : new TopologyPlan.Change(next, TopologyDiff.between(current, next));
    }
}
