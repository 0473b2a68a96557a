package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.controller.operation.CellOperation;
import io.fleetforge.controller.scaling.ScalingDecision;
import io.fleetforge.controller.topology.OperationValidation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Result of applying a plan.
 *
 * @param topology the record now in force, null when the spec was refused before there was one
 * @param operations what changed in it
 * @param hosts result of the writes on host pods
 * @param refusal why the spec cannot be met, null when it can
 * @param published whether the topology has been observed on Kafka
 * @param manualOperation result of a manual operation whose request has been removed
 * @param scaling the scaling decision; its step, if there is one, is among the operations
 * @param exposure result of the writes that expose the hosts
 */
record WorldOutcome(
        @Nullable WorldTopologySpec topology,
        List<CellOperation> operations,
        HostOutcome hosts,
        @Nullable String refusal,
        boolean published,
        Optional<OperationValidation> manualOperation,
        Optional<ScalingDecision> scaling,
        ExposureOutcome exposure) {

    WorldOutcome {
        operations = List.copyOf(operations);
    }
}
