package io.fleetforge.controller.topology;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.controller.operation.TopologyDiff;
import io.fleetforge.controller.placement.HostPlacer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Moves the cells of hosts that are about to end to replacements, one for one. Pure: the same record, pods and cordon always give
 * the same replacements, so that a change which waits for them is planned again until it is done.
 */
public final class Cordon {

    private Cordon() {}

    /**
     * The hosts of a world.
     *
     * @param world hosts are named after it
     * @param cordoned hosts that shall have no cells
     * @param lost hosts whose process is gone: none of them is a replacement
     * @param existing names of existing pods: a replacement has none of them unless it is listed already
     */
    public record Hosts(String world, Set<String> cordoned, Set<String> lost, Set<String> existing) {
        public Hosts {
            cordoned = Set.copyOf(cordoned);
            lost = Set.copyOf(lost);
            existing = Set.copyOf(existing);
        }
    }

    /**
     * @param desired what the planner wants of a world with the record {@code current}
     */
    public static TopologyPlan drain(TopologyPlan desired, WorldTopologySpec current, Hosts hosts) {
        var topology = desired.nextRecord().orElse(current);
        if (desired instanceof TopologyPlan.Refuse
                || topology.cells().stream().noneMatch(cell -> hosts.cordoned().contains(cell.host()))) {
            return desired;
        }
        var next = drained(topology, current, replacements(topology, current, hosts));
        return new TopologyPlan.Change(next, TopologyDiff.between(current, next));
    }

    /** The replacement of each cordoned host that has cells: hosts listed without cells first, then free names. */
    private static Map<String, String> replacements(
            WorldTopologySpec topology, WorldTopologySpec current, Hosts known) {
        var idle = new ArrayList<String>();
        current.hosts().stream()
                .map(Host::name)
                .filter(host -> !known.cordoned().contains(host)
                        && !known.lost().contains(host)
                        && current.cellsOf(host).isEmpty()
                        && topology.cellsOf(host).isEmpty())
                .sorted()
                .forEach(idle::add);
        var used = new HashSet<>(known.existing());
        current.hosts().forEach(host -> used.add(host.name()));
        topology.hosts().forEach(host -> used.add(host.name()));
        var replacements = new LinkedHashMap<String, String>();
        for (var host : topology.hosts()) {
            if (known.cordoned().contains(host.name())
                    && !topology.cellsOf(host.name()).isEmpty()) {
                replacements.put(host.name(), idle.isEmpty() ? free(known.world(), used) : idle.removeFirst());
            }
        }
        return replacements;
    }

    private static String free(String world, Set<String> used) {
        for (var ordinal = 0; ; ordinal++) {
            var name = HostPlacer.name(world, ordinal);
            if (used.add(name)) {
                return name;
            }
        }
    }

    private static WorldTopologySpec drained(
            WorldTopologySpec topology, WorldTopologySpec current, Map<String, String> replacements) {
        var epoch = Math.max(topology.epoch(), current.epoch() + 1);
        var cells = new ArrayList<Cell>();
        for (var cell : topology.cells()) {
            var to = replacements.get(cell.host());
            cells.add(to == null ? cell : cell.on(to, epoch));
        }
        var hosts = new ArrayList<Host>();
        for (var host : topology.hosts()) {
            var to = replacements.get(host.name());
            hosts.add(to == null ? host : current.host(to).orElseGet(() -> new Host(to, epoch)));
        }
        return new WorldTopologySpec(current.revision() + 1, epoch, topology.source(), List.copyOf(hosts), cells);
    }
}
