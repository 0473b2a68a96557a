package io.fleetforge.controller.plan;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.operation.ManualOperation;
import io.fleetforge.controller.partition.SplitLine;
import io.fleetforge.controller.scaling.ScalingView;
import io.fleetforge.controller.topology.HostTransition.Hosts;
import io.fleetforge.controller.topology.OperationValidation.OperationLimits;
import io.fleetforge.controller.topology.WorldDemand;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that a plan depends on, without any object of Kubernetes: the service makes it of what it observed, the simulation of its own
 * world.
 *
 * @param current the record; empty before its first write
 * @param blocked why a new world gets no record: objects of its names belong to another owner
 * @param loads input of the scaling decision; empty before the first write of the record
 * @param request a manual operation
 * @param addresses public URL by host; empty when the world is reachable inside the cluster only
 */
public record PlanInput(
        WorldDemand demand,
        Optional<CurrentTopology> current,
        Optional<String> blocked,
        HostStates hosts,
        Optional<ScalingView> loads,
        Optional<OperationRequest> request,
        Optional<Map<String, String>> addresses) {

    /**
     * The record of the world.
     *
     * @param rebuilt whether it was deleted, and this is what is known of it
     */
    public record CurrentTopology(WorldTopologySpec record, boolean rebuilt) {}

    /**
     * The hosts of the world.
     *
     * @param pods by name
     * @param reports what they reported
     * @param lost listed hosts whose process is gone, or inactive for certain: their cells need a higher epoch
     * @param maybeActive hosts without a pod whose last process may still be active
     * @param waiting hosts for which no create is allowed now
     * @param templateHash that of an up-to-date pod
     */
    public record HostStates(
            Map<String, HostView> pods,
            Hosts reports,
            Set<String> lost,
            Set<String> maybeActive,
            Set<String> waiting,
            String templateHash) {

        public HostStates {
            pods = Map.copyOf(pods);
            lost = Set.copyOf(lost);
            maybeActive = Set.copyOf(maybeActive);
            waiting = Set.copyOf(waiting);
        }

        /** Whether cells of {@code topology} run nowhere, or on a host that must not be touched yet. */
        boolean outage(WorldTopologySpec topology) {
            return Stream.concat(lost.stream(), maybeActive.stream())
                    .anyMatch(host -> !topology.cellsOf(host).isEmpty());
        }
    }

    /** An operation that was asked for, and the limits of the world that it is validated against. */
    public record OperationRequest(ManualOperation operation, OperationLimits limits) {}

    /** The line that splits a cell's players evenly. */
    Optional<SplitLine> line(Cell cell) {
        return loads.flatMap(view -> view.line(cell));
    }
}
