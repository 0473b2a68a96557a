package io.fleetforge.contracts.message;

/** State of a cell as its host reports it. */
public enum CellState {
    /** Released by its host, and not started again. */
    PENDING,
    /** Ticking and open for sessions. */
    RUNNING,
    /** The host could not run it; the reason is in the event or sample. */
    FAILED
}
