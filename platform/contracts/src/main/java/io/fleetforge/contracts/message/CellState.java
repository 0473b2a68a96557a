package io.fleetforge.contracts.message;

/** State of a cell, as the controller desires it or as a host reports it. */
public enum CellState {
    /** Assigned; not started by the host yet. */
    PENDING,
    /** Ticking and open for sessions. */
    RUNNING,
    /** The host could not run it; the reason is in the event or sample. */
    FAILED
}
