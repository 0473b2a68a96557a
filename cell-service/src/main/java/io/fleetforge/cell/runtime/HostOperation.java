package io.fleetforge.cell.runtime;

import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import java.util.List;

/** One operation of a new topology on this host. All operations of one topology happen at the same tick boundary. */
sealed interface HostOperation {

    /** Why the cells it ends are released; CamelCase, part of events. */
    String reason();

    default List<CellAssignment> retires() {
        return List.of();
    }

    default List<CellAssignment> launches() {
        return List.of();
    }

    /** A cell that this host did not have. */
    record Start(CellAssignment cell) implements HostOperation {
        @Override
        public String reason() {
            return "Assigned";
        }

        @Override
        public List<CellAssignment> launches() {
            return List.of(cell);
        }
    }

    /** A cell that this host shall not run any longer, without a replacement on this host. */
    record Stop(CellAssignment cell) implements HostOperation {
        @Override
        public String reason() {
            return "Unassigned";
        }

        @Override
        public List<CellAssignment> retires() {
            return List.of(cell);
        }
    }

    /** The same cell with another epoch or other bounds. */
    record Reassign(CellAssignment from, CellAssignment to) implements HostOperation {
        @Override
        public String reason() {
            return "Reassigned";
        }

        @Override
        public List<CellAssignment> retires() {
            return List.of(from);
        }

        @Override
        public List<CellAssignment> launches() {
            return List.of(to);
        }
    }

    /** One cell is replaced by those that name it as parent, on this host. */
    record SplitInPlace(CellAssignment parent, List<CellAssignment> children) implements HostOperation {
        public SplitInPlace {
            children = List.copyOf(children);
        }

        @Override
        public String reason() {
            return "Split";
        }

        @Override
        public List<CellAssignment> retires() {
            return List.of(parent);
        }

        @Override
        public List<CellAssignment> launches() {
            return children;
        }
    }

    /** Several cells are replaced by one that names them as parents, on this host. */
    record MergeInPlace(List<CellAssignment> parents, CellAssignment child) implements HostOperation {
        public MergeInPlace {
            parents = List.copyOf(parents);
        }

        @Override
        public String reason() {
            return "Merged";
        }

        @Override
        public List<CellAssignment> retires() {
            return parents;
        }

        @Override
        public List<CellAssignment> launches() {
            return List.of(child);
        }
    }
}
