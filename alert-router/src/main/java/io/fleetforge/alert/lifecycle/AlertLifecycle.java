package io.fleetforge.alert.lifecycle;

import io.fleetforge.alert.config.RoutingWatch;
import io.fleetforge.alert.incident.Severity;
import io.fleetforge.alert.ingest.AlertIngestor;
import io.fleetforge.alert.messaging.StartupCatchup;
import io.fleetforge.alert.pipeline.FlushLoop;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.metric.Meters;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Begins and ends the work of alert-router; ready once everything is known that was written before the start. */
@Readiness
@ApplicationScoped
public class AlertLifecycle implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(AlertLifecycle.class);
    private static final Duration FILE_EVERY = Duration.ofSeconds(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final FlushLoop loop;
    private final AlertStore desk;
    private final RoutingWatch routing;
    private final StartupCatchup startUp;
    private final Clock clock;
    private volatile boolean stopping;
    private @Nullable Thread router;
    private @Nullable Thread watch;

    public AlertLifecycle(FlushLoop loop, AlertStore desk, RoutingWatch routing, StartupCatchup startUp, Clock clock) {
        this.loop = loop;
        this.desk = desk;
        this.routing = routing;
        this.startUp = startUp;
        this.clock = clock;
    }

    void begin(@Observes StartupEvent event, Meters meters) {
        measure(meters);
        router = Thread.ofPlatform().name("alert-router").start(loop);
        watch = Thread.ofVirtual().name("routing-watch").start(this::watchFile);
    }

    void end(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        loop.stop();
        if (router != null && !router.join(STOP_WITHIN)) {
            LOG.warn("the router did not stop in time");
        }
        if (watch != null) {
            watch.interrupt();
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("alerts known")
                .status(startUp.isDone() && routing.isUsable())
                .build();
    }

    private void measure(Meters meters) {
        // All from zero: a rate does not see the event that a series is born with.
        for (var source : AlertIngestor.SOURCES) {
            meters.counter(Metric.ALERTS_RECEIVED, "source", source);
        }
        for (var severity : Severity.values()) {
            meters.timer(Metric.INCIDENT_ACKNOWLEDGED, "severity", severity.name());
        }
        meters.gauge(
                Metric.ALERTS_FIRING,
                desk,
                all -> all.ask(state -> (double) state.router().known().alerts().all().stream()
                        .filter(alert -> alert.isFiringAt(clock.instant()))
                        .count()));
        meters.gauge(
                Metric.ALERT_PARTITIONS,
                desk,
                all -> all.ask(state -> (double) state.ownership().owned()));
        for (var state : new String[] {"open", "acknowledged", "mitigated"}) {
            meters.gauge(
                    Metric.INCIDENTS,
                    desk,
                    all -> all.ask(now -> (double) now.incidents().notOver().stream()
                            .filter(incident -> incident.state().name().equalsIgnoreCase(state))
                            .count()),
                    "state",
                    state);
        }
    }

    private void watchFile() {
        while (!stopping) {
            try {
                Thread.sleep(FILE_EVERY);
                routing.changed().ifPresent(desk::reroute);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.error("the routing file cannot be watched; trying on", e);
            }
        }
    }
}
