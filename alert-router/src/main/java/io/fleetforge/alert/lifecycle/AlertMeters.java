package io.fleetforge.alert.lifecycle;

import io.fleetforge.alert.incident.Severity;
import io.fleetforge.alert.ingest.AlertIngestor;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.metric.Meters;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;

/** Registers the gauges of the store, and all counters and timers with a known label at zero. */
@ApplicationScoped
public class AlertMeters {

    private static final List<String> ACTIVE_STATES = List.of("open", "acknowledged", "mitigated");

    private final AlertStore store;
    private final Meters meters;
    private final Clock clock;

    public AlertMeters(AlertStore store, Meters meters, Clock clock) {
        this.store = store;
        this.meters = meters;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event) {
        // A rate misses the first event of a series that does not start at zero.
        for (var source : AlertIngestor.SOURCES) {
            meters.counter(Metric.ALERTS_RECEIVED, "source", source);
        }
        for (var severity : Severity.values()) {
            meters.timer(Metric.INCIDENT_ACKNOWLEDGED, "severity", severity.name());
        }
        meters.gauge(Metric.ALERTS_FIRING, store, this::firing);
        meters.gauge(
                Metric.ALERT_PARTITIONS,
                store,
                all -> all.call(state -> (double) state.ownership().owned()));
        for (var name : ACTIVE_STATES) {
            meters.gauge(Metric.INCIDENTS, store, all -> incidents(all, name), "state", name);
        }
    }

    private double firing(AlertStore all) {
        return all.call(state -> state.alerts().all().stream()
                .filter(alert -> alert.isFiringAt(clock.instant()))
                .count());
    }

    private static double incidents(AlertStore all, String name) {
        return all.call(state -> state.incidents().active().stream()
                .filter(incident -> incident.state().name().equalsIgnoreCase(name))
                .count());
    }
}
