package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.topic.TopicDifference;
import io.fleetforge.controller.fencing.FencingVerdict;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.operation.ManualOperation;
import io.fleetforge.controller.plan.PlanInput;
import io.fleetforge.controller.plan.PlanInput.CurrentTopology;
import io.fleetforge.controller.plan.PlanInput.HostStates;
import io.fleetforge.controller.plan.PlanInput.OperationRequest;
import io.fleetforge.controller.scaling.ScalingView;
import io.fleetforge.controller.topology.HostTransition.Hosts;
import io.fleetforge.controller.topology.OperationValidation;
import io.fleetforge.controller.topology.WorldDemand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one reconcile decides from, read once.
 *
 * @param topology the record of this very world, null before the first write; without a resource version when it was deleted and
 *     has to be written again
 * @param foreign objects of its names that belong to another owner
 * @param pods host pods of this very world, by name
 * @param refused creates that the API server refused
 * @param templateHash that of an up-to-date pod
 * @param hosts reports of the listed hosts
 * @param fencing result of the failure detection
 * @param loads input of the scaling decision; empty before the first write of the record
 * @param topics what differs at the topics that worlds depend on
 * @param exposure objects through which players outside the cluster reach hosts
 */
record WorldObservation(
        WorldSpec world,
        WorldDemand demand,
        @Nullable WorldTopology topology,
        ForeignChildren foreign,
        Map<String, HostView> pods,
        HostRefusals refused,
        String templateHash,
        Hosts hosts,
        FencingVerdict fencing,
        Optional<ScalingView> loads,
        List<TopicDifference> topics,
        ObservedExposure exposure) {

    WorldObservation {
        pods = Map.copyOf(pods);
        topics = List.copyOf(topics);
    }

    /** The record, or what it is rebuilt from; null for a new world. */
    @Nullable
    WorldTopologySpec topologySpec() {
        return topology == null ? null : topology.getSpec();
    }

    /** Whether the record was deleted and is rebuilt. */
    boolean isRebuilt() {
        return topology != null && topology.getMetadata().getResourceVersion() == null;
    }

    /** Whether the record is this world's and lacks the owner reference. */
    boolean isOrphaned() {
        return topology != null
                && topology.getMetadata().getResourceVersion() != null
                && !topology.hasOwnerReferenceFor(world.getMetadata().getUid());
    }

    /** What the plan depends on. */
    PlanInput planInput() {
        var current = topologySpec();
        return new PlanInput(
                demand,
                Optional.ofNullable(current).map(record -> new CurrentTopology(record, isRebuilt())),
                foreign.blocks() ? Optional.of(foreign.message()) : Optional.empty(),
                new HostStates(
                        pods,
                        hosts,
                        current == null ? Set.of() : fencing.lost(current, pods, neverCreated()),
                        fencing.maybeActive(),
                        refused.waiting(),
                        templateHash),
                loads,
                manualOperation().map(operation -> new OperationRequest(operation, limits())),
                exposure.addresses(
                        world, current == null || current.addresses() == null ? Map.of() : current.addresses()));
    }

    /** An operation that was asked for by annotation. */
    private Optional<ManualOperation> manualOperation() {
        return Optional.ofNullable(world.getMetadata().getAnnotations()).flatMap(ManualOperation::of);
    }

    private OperationValidation.OperationLimits limits() {
        var spec = world.getSpec();
        return new OperationValidation.OperationLimits(
                spec.scaling().minCells(),
                spec.cellLimit(),
                spec.topology().minCellSize(),
                spec.capacity().cellsPerHost());
    }

    Set<String> neverCreated() {
        return refused.messages().keySet();
    }
}
