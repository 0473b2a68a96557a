package io.fleetforge.bench;

import io.fleetforge.cell.runtime.NoopHostEventListener;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;

/** Ends a measurement when a cell fails. */
final class CellFailureListener extends NoopHostEventListener {

    @Override
    public void cellFailed(CellAssignment cell, Cause cause, String message) {
        throw new IllegalStateException("cell " + cell.id() + " failed: " + message);
    }
}
