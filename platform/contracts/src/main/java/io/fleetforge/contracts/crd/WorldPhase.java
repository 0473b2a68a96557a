package io.fleetforge.contracts.crd;

/** Summary of a world's conditions, {@code status.phase}. */
public enum WorldPhase {
    /** No controller has reconciled it yet. */
    PENDING("Pending"),
    /** Its cells are being started, or its hosts replaced. */
    LAUNCHING("Launching"),
    READY("Ready"),
    /** Cells that ran, or should run, do not. */
    DEGRADED("Degraded"),
    /** Nothing happens until the spec or the cluster changes. */
    STALLED("Stalled"),
    /** It is being deleted. */
    TERMINATING("Terminating");

    private final String text;

    WorldPhase(String text) {
        this.text = text;
    }

    /** As in the status. */
    @Override
    public String toString() {
        return text;
    }
}
