package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.fencing.LeaseRenewer;
import io.fleetforge.cell.messaging.TelemetryPublisher;
import io.fleetforge.cell.persistence.KafkaPersistence;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.TickScheduler;
import io.fleetforge.cell.warmup.Warmup;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Start, shutdown and liveness of a host. Liveness checks the tick workers only: an outage of Kafka or of the API server stops no
 * running cell and restarts no host.
 */
@Singleton
@Liveness
class HostLifecycle implements HealthCheck {

    private static final long FLUSH_MS = 3000;
    private static final int BEFORE_CHANNELS_CLOSE = 1;

    private final CellHost host;
    private final TickScheduler scheduler;
    private final TelemetryPublisher telemetry;
    private final KafkaPersistence persistence;
    private final ShutdownSequence shutdown;
    private final HostDrain drain;
    private final CellConfig config;

    HostLifecycle(
            CellHost host,
            TickScheduler scheduler,
            TelemetryPublisher telemetry,
            KafkaPersistence persistence,
            ShutdownSequence shutdown,
            HostDrain drain,
            CellConfig config) {
        this.drain = drain;
        this.host = host;
        this.scheduler = scheduler;
        this.telemetry = telemetry;
        this.persistence = persistence;
        this.shutdown = shutdown;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        shutdown.handoffAdapter().start();
        shutdown.ghosts().start();
        telemetry.start();
        shutdown.lease().ifPresent(LeaseRenewer::start);
        if (config.persistence()) {
            persistence.start(host, config.checkpointInterval());
        }
        new Warmup(host.identity()).start();
    }

    /** HTTP and sockets are open until this returns. */
    void publishReleases(@Observes ShutdownDelayInitiatedEvent event) {
        drain.await();
        shutdown.connections().stop();
        stop();
    }

    void end(@Observes @Priority(BEFORE_CHANNELS_CLOSE) ShutdownEvent event) {
        stop();
    }

    private void stop() {
        if (host.stopping()) {
            return;
        }
        telemetry.close();
        shutdown.ghosts().close();
        persistence.close();
        shutdown.reads().close();
        shutdown.handoffAdapter().close();
        host.stop(CorrelationId.random());
        shutdown.outbox().flush(FLUSH_MS);
        shutdown.journal().close();
        shutdown.handoffs().close();
        shutdown.lease()
                .ifPresent(LeaseRenewer::close); // last: a replacement that finds the Lease released waits for nothing
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
