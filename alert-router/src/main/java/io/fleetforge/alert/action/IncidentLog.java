package io.fleetforge.alert.action;

import io.fleetforge.alert.incident.EntryKind;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.Severity;
import io.fleetforge.alert.incident.TimelineEntry;
import io.fleetforge.alert.messaging.StatePublisher;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.metric.Meters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Appends entries to the timelines of incidents. This instance applies an entry once it is durable, the others read it.
 * Thread-safe.
 */
public final class IncidentLog {

    private final AlertStore store;
    private final StatePublisher publisher;
    private final Meters meters;

    public IncidentLog(AlertStore store, StatePublisher publisher, Meters meters) {
        this.store = store;
        this.publisher = publisher;
        this.meters = meters;
        for (var severity : Severity.values()) {
            meters.timer(Metric.INCIDENT_RESOLVED, "severity", severity.name());
        }
    }

    /**
     * Appends entries.
     *
     * @param group of the incident, which determines the partition
     * @return completes with the incident once all entries are durable, or fails
     */
    public CompletionStage<Optional<Incident>> add(
            String incident, String group, List<TimelineEntry> entries, CorrelationId correlation) {
        var writes = entries.stream()
                .map(entry ->
                        publisher.recorded(incident, group, entry, correlation).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(writes)
                .thenApply(done -> store.call(content -> {
                    Optional<Incident> latest = content.incidents().find(incident);
                    for (var entry : entries) {
                        latest = content.incidents().add(incident, entry);
                    }
                    latest.ifPresent(after -> measure(after, entries));
                    return latest;
                }));
    }

    private void measure(Incident incident, List<TimelineEntry> entries) {
        entries.stream()
                .filter(entry -> entry.kind() == EntryKind.RESOLVED)
                .forEach(entry -> meters.timer(
                                Metric.INCIDENT_RESOLVED,
                                "severity",
                                incident.severity().name())
                        .record(Duration.between(incident.openedAt(), entry.at())));
    }

    /** Appends entries to a known incident, with its correlation id. */
    public CompletionStage<Optional<Incident>> add(Incident incident, List<TimelineEntry> entries) {
        return add(
                incident.id(),
                incident.group(),
                entries,
                CorrelationId.parse(incident.correlationId()).orElseGet(CorrelationId::random));
    }
}
