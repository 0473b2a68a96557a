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
 * How hosts come and go around a change of cells: make before break. A host that shall get players of another host is listed
 * without cells until it serves; only then the change itself is written. A host that has no cells any more stays listed until
 * it has given every session away. Pure; the record alone carries the state, so a restart goes on where it was.
 *
 * @param plan what to write now
 * @param awaited hosts that the wanted change waits for
 */
public record HostTransition(TopologyPlan plan, Set<String> awaited) {

    public HostTransition {
        awaited = Set.copyOf(awaited);
    }

    /**
     * What is known of the processes behind the listed hosts.
     *
     * @param serving they run at the listed incarnation and have said so
     * @param acknowledged they have applied the present record, and whom they took up is written down; also those that never ran
     * @param occupied they may still have sessions, or be given some by hosts that have not settled yet
     */
    public record Hosts(Set<String> serving, Set<String> acknowledged, Set<String> occupied) {
        public Hosts {
            serving = Set.copyOf(serving);
            acknowledged = Set.copyOf(acknowledged);
            occupied = Set.copyOf(occupied);
        }
    }

    /**
     * @param desired what the planner wants
     * @param lost hosts whose pod is gone: their cells are recovered at once, whatever else waits
     */
    public static HostTransition of(
            TopologyPlan desired, @Nullable WorldTopologySpec current, Hosts hosts, Set<String> lost) {
        if (current == null) {
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
     * Hosts that shall lose space to another and have not taken up yet what they have: two would take it up, each by its own
     * topology. Of a lost one nothing can be taken twice.
     */
    private static Set<String> unacknowledged(
            WorldTopologySpec next, WorldTopologySpec current, Set<String> settled, Set<String> lost) {
        return current.cells().stream()
                .filter(before -> !settled.contains(before.host()) && !lost.contains(before.host()))
                .filter(before -> next.cells().stream()
                        .anyMatch(cell -> !cell.host().equals(before.host())
                                && cell.bounds().overlaps(before.bounds())))
                .map(Cell::host)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static WorldTopologySpec recovered(WorldTopologySpec current, Set<String> lost) {
        return TopologyPlanner.recovery(current, lost).orElse(current);
    }

    /** The present cells, and the hosts of the present and the next ones; whoever else is there may leave. */
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
     * Those that shall leave stay while they are occupied, and while cells change: a word that they have not read yet would else
     * be taken by two. One that is lost comes again, to give away what it had.
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
