package io.fleetforge.controller.topology;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.controller.operation.CellOperation;
import java.util.List;
import java.util.Optional;

/** What to do with the topology record of a world. */
public sealed interface TopologyPlan {

    /** What the plan changes in the record; empty when it stays. */
    default List<CellOperation> operations() {
        return List.of();
    }

    /** The record to write; empty when it stays. */
    default Optional<WorldTopologySpec> nextRecord() {
        return Optional.empty();
    }

    /** The record already answers the spec. */
    record Keep(WorldTopologySpec topology) implements TopologyPlan {}

    /** Write {@code next}; {@code operations} are its changes. */
    record Change(WorldTopologySpec next, List<CellOperation> operations) implements TopologyPlan {
        public Change {
            operations = List.copyOf(operations);
        }

        @Override
        public Optional<WorldTopologySpec> nextRecord() {
            return Optional.of(next);
        }
    }

    /**
     * The spec cannot be met. A running topology keeps its partition.
     *
     * @param message names the field and the limit
     * @param recovery what to write even so: a new epoch for the cells of a lost host
     */
    record Refuse(String message, Optional<Change> recovery) implements TopologyPlan {
        @Override
        public List<CellOperation> operations() {
            return recovery.map(Change::operations).orElse(List.of());
        }

        @Override
        public Optional<WorldTopologySpec> nextRecord() {
            return recovery.map(Change::next);
        }
    }
}
