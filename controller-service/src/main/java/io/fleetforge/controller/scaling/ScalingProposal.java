package io.fleetforge.controller.scaling;

import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import java.util.List;

/** What a load that has held for a whole window asks of the topology. */
public sealed interface ScalingProposal {

    /** The cells that it would replace. */
    List<Cell> cells();

    /** Which cells, which load, how long and against which threshold; one sentence for operators. */
    String why();

    /** A cell has too many players for one. */
    record Split(Cell cell, String why) implements ScalingProposal {
        @Override
        public List<Cell> cells() {
            return List.of(cell);
        }
    }

    /** Two neighbours on one host that tile a rectangle have too few players for two cells. */
    record Merge(Cell first, Cell second, String why) implements ScalingProposal {
        @Override
        public List<Cell> cells() {
            return List.of(first, second);
        }
    }
}
