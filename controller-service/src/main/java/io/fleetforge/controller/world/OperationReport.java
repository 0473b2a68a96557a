package io.fleetforge.controller.world;

import io.fleetforge.controller.operation.ManualOperation;
import io.fleetforge.controller.topology.OperationValidation;
import java.util.Optional;

/**
 * Event about a manual operation whose request was removed without a change.
 *
 * @param type {@code Normal} or {@code Warning}
 */
record OperationReport(String type, String reason, String message) {

    /** Empty for an operation that was carried out: the change of the topology has its own Event. */
    static Optional<OperationReport> of(OperationValidation validation) {
        return switch (validation) {
            case OperationValidation.Accepted accepted -> Optional.empty();
            case OperationValidation.Refused(var operation, var why) ->
                Optional.of(new OperationReport("Warning", name(operation) + "Refused", why));
            case OperationValidation.Done(var operation, var result) ->
                Optional.of(new OperationReport(
                        "Normal",
                        name(operation) + "AlreadyDone",
                        result + " already; annotation " + operation.annotation() + " was removed without a change"));
        };
    }

    private static String name(ManualOperation operation) {
        return switch (operation) {
            case ManualOperation.Split split -> "Split";
            case ManualOperation.Merge merge -> "Merge";
            case ManualOperation.Move move -> "Move";
        };
    }
}
