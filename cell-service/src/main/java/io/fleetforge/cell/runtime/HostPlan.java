package io.fleetforge.cell.runtime;

import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;

/**
 * What a topology asks of this host, compared with what runs. Pure.
 *
 * @param retire cells to end, in order
 * @param launch cells to start, in order; a cell whose epoch or bounds changed is in both lists
 */
record HostPlan(List<CellAssignment> retire, List<CellAssignment> launch) {

    HostPlan {
        retire = List.copyOf(retire);
        launch = List.copyOf(launch);
    }

    /** Nothing is wanted of a host whose incarnation is not the one listed: a successor has its name. */
    static HostPlan of(HostIdentity self, TopologyMessage topology, Collection<CellAssignment> running) {
        var mine = topology.hosts().stream()
                .anyMatch(host -> host.name().equals(self.host()) && host.incarnation() == self.incarnation());
        var wanted = new HashMap<String, CellAssignment>();
        var launch = new ArrayList<CellAssignment>();
        if (mine) {
            for (var cell : topology.cells()) {
                if (cell.host().equals(self.host())) {
                    wanted.put(cell.id(), cell);
                    launch.add(cell);
                }
            }
        }
        var retire = new ArrayList<CellAssignment>();
        for (var cell : running) {
            var next = wanted.get(cell.id());
            if (next != null && next.epoch() == cell.epoch() && next.bounds().equals(cell.bounds())) {
                launch.remove(next);
            } else {
                retire.add(cell);
            }
        }
        return new HostPlan(retire, launch);
    }
}
