package io.fleetforge.alert.query;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fleetforge.alert.incident.EntryFacts;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.Incident.State;
import io.fleetforge.alert.incident.TimelineEntry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident as REST and pages show it.
 *
 * @param firing number of its firing alerts
 * @param alerts fingerprints of all its alerts; of a single incident only
 * @param timeline oldest first; of a single incident only
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IncidentView(
        String id,
        String title,
        String severity,
        String state,
        String namespace,
        String world,
        String runbookUrl,
        String correlationId,
        Instant openedAt,
        @Nullable String acknowledgedBy,
        @Nullable String assignee,
        @JsonInclude int firing,
        List<String> alerts,
        List<EntryView> timeline) {

    /** One entry of the timeline. */
    public record EntryView(Instant at, String kind, String actor, String text) {
        static EntryView of(TimelineEntry entry) {
            return new EntryView(entry.at(), entry.kind().code(), entry.actor(), entry.text());
        }
    }

    @JsonIgnore
    public boolean isClosed() {
        return State.valueOf(state).isClosed();
    }

    /** Without alerts and timeline. */
    public static IncidentView summary(Incident incident) {
        return view(incident, List.of(), List.of());
    }

    public static IncidentView detail(Incident incident) {
        return view(
                incident,
                incident.timeline().stream()
                        .flatMap(entry -> entry.fingerprints().stream())
                        .distinct()
                        .toList(),
                incident.timeline().stream()
                        .sorted(Comparator.comparing(TimelineEntry::at))
                        .map(EntryView::of)
                        .toList());
    }

    private static IncidentView view(Incident incident, List<String> alerts, List<EntryView> timeline) {
        return new IncidentView(
                incident.id(),
                incident.title(),
                incident.severity().name(),
                incident.state().name(),
                incident.fact(EntryFacts.NAMESPACE),
                incident.fact(EntryFacts.WORLD),
                incident.fact(EntryFacts.RUNBOOK),
                incident.correlationId(),
                incident.openedAt(),
                incident.acknowledgedBy(),
                incident.assignee(),
                incident.firing().size(),
                alerts,
                timeline);
    }
}
