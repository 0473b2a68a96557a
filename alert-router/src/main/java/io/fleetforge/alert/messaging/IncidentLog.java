package io.fleetforge.alert.messaging;

import io.fleetforge.alert.incident.EntryKind;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.Severity;
import io.fleetforge.alert.incident.TimelineEntry;
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
 * Writes lines of incidents down. A line counts for this instance once it is durable; the others read it a moment later. Thread-safe.
 */
public final class IncidentLog {

    private final AlertStore desk;
    private final StatePublisher state;
    private final Meters meters;

    public IncidentLog(AlertStore desk, StatePublisher state, Meters meters) {
        this.desk = desk;
        this.state = state;
        this.meters = meters;
        for (var severity : Severity.values()) {
            meters.timer(Metric.INCIDENT_RESOLVED, "severity", severity.name());
        }
    }

    /**
     * Adds lines.
     *
     * @param group the incident's, which says where it lies
     * @return ends with what the incident comes to once all lines are durable, or fails
     */
    public CompletionStage<Optional<Incident>> add(
            String incident, String group, List<TimelineEntry> entries, CorrelationId correlation) {
        var writes = entries.stream()
                .map(entry -> state.noted(incident, group, entry, correlation).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(writes)
                .thenApply(done -> desk.ask(now -> {
                    Optional<Incident> latest = now.incidents().find(incident);
                    for (var entry : entries) {
                        latest = now.note(incident, entry);
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

    /** Adds lines to an incident that is known, under its id. */
    public CompletionStage<Optional<Incident>> add(Incident incident, List<TimelineEntry> entries) {
        return add(
                incident.id(),
                incident.group(),
                entries,
                CorrelationId.parse(incident.correlationId()).orElseGet(CorrelationId::random));
    }
}
