package io.fleetforge.controller.topology;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.controller.operation.CellOperation;
import java.util.List;

/** What to do with the topology record of a world. */
public sealed interface TopologyPlan {

    /** The record already answers the spec. */
    record Keep(WorldTopologySpec topology) implements TopologyPlan {}

    /** Write {@code next}; the operations say what it changes. */
    record Change(WorldTopologySpec next, List<CellOperation> operations) implements TopologyPlan {
        public Change {
            operations = List.copyOf(operations);
        }
    }

    /** The spec cannot be met; {@code message} names the field and the limit. A running topology stays as it is. */
    record Refuse(String message) implements TopologyPlan {}
}
