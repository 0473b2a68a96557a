package io.fleetforge.contracts.metric;

/** A service that exposes metrics, by the job that Prometheus scrapes it as. */
public enum Service {
    CONTROLLER("fleetforge-controller"),
    CELL_HOST("cell-host"),
    ALERT_ROUTER("alert-router"),
    BACKUP("backup-service"),
    CHAOS("chaos-service");

    private final String job;

    Service(String job) {
        this.job = job;
    }

    /** The label {@code job} of its series. */
    public String job() {
        return job;
    }
}
