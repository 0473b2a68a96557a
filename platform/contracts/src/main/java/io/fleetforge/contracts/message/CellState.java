package io.fleetforge.contracts.message;

/** What the controller wants of a cell, or what a host says of it. */
public enum CellState {
    /** Assigned; the host has not taken it up yet. */
    PENDING,
    /** Ticking and open for sessions. */
    RUNNING,
    /** The host could not run it; the reason is in the event or sample. */
    FAILED
}
