package io.fleetforge.alert.rest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fleetforge.alert.incident.EntryFacts;
import io.fleetforge.alert.incident.Incident.State;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.TimelineEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident as it is shown.
 *
 * @param firing how many of its alerts fire
 * @param alerts fingerprints of all that it was about; only of a single incident
 * @param timeline oldest first; only of a single incident
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
        List<Line> timeline) {

    /** One line of its timeline. */
    public record Line(Instant at, String kind, String actor, String text) {
        static Line of(TimelineEntry entry) {
            return new Line(entry.at(), entry.kind().word(), entry.actor(), entry.text());
        }
    }

    @JsonIgnore
    public boolean isOver() {
        return State.valueOf(state).isOver();
    }

    /** Without its timeline. */
    public static IncidentView brief(Incident incident) {
        return view(incident, List.of(), List.of());
    }

    static IncidentView whole(Incident incident) {
        return view(
                incident,
                incident.timeline().stream()
                        .flatMap(line -> line.fingerprints().stream())
                        .distinct()
                        .toList(),
                incident.timeline().stream()
                        .sorted(java.util.Comparator.comparing(TimelineEntry::at))
                        .map(Line::of)
                        .toList());
    }

    private static IncidentView view(Incident incident, List<String> alerts, List<Line> lines) {
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
                lines);
    }
}
