package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.TickScheduler;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Liveness of a host by its tick workers only: an outage of Kafka or of the API server stops no running cell and restarts no host.
 */
@Singleton
@Liveness
class TickLiveness implements HealthCheck {

    private final CellHost host;
    private final TickScheduler scheduler;
    private final CellConfig config;

    TickLiveness(CellHost host, TickScheduler scheduler, CellConfig config) {
        this.host = host;
        this.scheduler = scheduler;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        var stuckMs = scheduler.stuckNs() / 1_000_000;
        return HealthCheckResponse.named("tick-workers")
                .status(host.stopping() || stuckMs < config.stuckAfter().toMillis())
                .withData("stuck_ms", stuckMs)
                .build();
    }
}
