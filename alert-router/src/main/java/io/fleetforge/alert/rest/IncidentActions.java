package io.fleetforge.alert.rest;

import io.fleetforge.alert.incident.EntryFacts;
import io.fleetforge.alert.incident.EntryKind;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.TimelineEntry;
import io.fleetforge.alert.ingest.DurableWrite;
import io.fleetforge.alert.messaging.IncidentLog;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.metric.Meters;
import io.fleetforge.runtime.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What people do about incidents; each is a line of the timeline, durable before it is answered. Thread-safe. */
@ApplicationScoped
public class IncidentActions {

    private static final int NOTE_CHARS = 4000;
    private static final int LONGEST_SNOOZE_MIN = 24 * 60;

    private final AlertStore desk;
    private final IncidentLog log;
    private final Meters meters;
    private final Clock clock;

    public IncidentActions(AlertStore desk, IncidentLog log, Meters meters, Clock clock) {
        this.desk = desk;
        this.log = log;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * @throws ProblemException 404 when there is none
     */
    public Incident find(String id) {
        return desk.ask(now -> now.incidents().find(id))
                .orElseThrow(() -> new ProblemException(404, "not-found", "there is no incident " + id));
    }

    /**
     * Does something about an incident; done already, it changes nothing.
     *
     * @throws ProblemException 400 for a bad request, 404 without such an incident, 409 when it is not possible where it stands, 503
     *     when it could not be written down
     */
    public Incident act(String id, EntryKind kind, String actor, ActionRequest request) {
        var incident = find(id);
        if (isDone(incident, kind)) {
            return incident;
        }
        requirePossible(incident, kind);
        var now = clock.instant();
        var facts = facts(kind, request, now);
        var entry = new TimelineEntry(
                kind.word() + "/" + now.toEpochMilli() + "/" + actor,
                now,
                kind,
                actor,
                text(kind, facts, request),
                facts);
        var after = DurableWrite.required(log.add(incident, List.of(entry)), "it", "try again")
                .orElse(incident);
        measure(incident, kind, now);
        return after;
    }

    private static boolean isDone(Incident incident, EntryKind kind) {
        return switch (kind) {
            case ACKNOWLEDGED -> incident.state() == Incident.State.ACKNOWLEDGED;
            case MITIGATED -> incident.state() == Incident.State.MITIGATED;
            case RESOLVED -> incident.state().isOver();
            case REVIEWED -> incident.state() == Incident.State.REVIEWED;
            case UNACKNOWLEDGED -> incident.state() == Incident.State.OPEN;
            case OPENED, ALERTS_FIRED, ALERTS_ENDED, PAGED, PAGE_FAILED, ASSIGNED, SNOOZED, CLOSED_AT, NOTED, RELATED ->
                false;
        };
    }

    private static void requirePossible(Incident incident, EntryKind kind) {
        var isPossible = switch (kind) {
            case ACKNOWLEDGED -> incident.state() == Incident.State.OPEN;
            case UNACKNOWLEDGED -> incident.state() == Incident.State.ACKNOWLEDGED;
            case MITIGATED, SNOOZED, RESOLVED -> !incident.state().isOver();
            case REVIEWED -> incident.state() == Incident.State.RESOLVED;
            case OPENED, ALERTS_FIRED, ALERTS_ENDED, PAGED, PAGE_FAILED, ASSIGNED, CLOSED_AT, NOTED, RELATED -> true;
        };
        if (!isPossible) {
            throw new ProblemException(
                    409,
                    "not-possible",
                    "%s is %s; that cannot be done there".formatted(incident.id(), incident.state()));
        }
    }

    private static Map<String, String> facts(EntryKind kind, ActionRequest request, Instant now) {
        var facts = new HashMap<String, String>();
        var note = request.note();
        if (note != null && note.length() > NOTE_CHARS) {
            throw bad("note: at most %d characters".formatted(NOTE_CHARS));
        }
        if (kind == EntryKind.NOTED && (note == null || note.isBlank())) {
            throw bad("note: a text is needed");
        }
        if (kind == EntryKind.ASSIGNED) {
            facts.put(
                    EntryFacts.PERSON,
                    request.person() == null ? "" : request.person().strip());
        }
        if (kind == EntryKind.SNOOZED) {
            var minutes = request.minutes();
            if (minutes == null || minutes < 1 || minutes > LONGEST_SNOOZE_MIN) {
                throw bad("minutes: between 1 and %d are needed".formatted(LONGEST_SNOOZE_MIN));
            }
            facts.put(EntryFacts.UNTIL, now.plus(Duration.ofMinutes(minutes)).toString());
        }
        return facts;
    }

    private static String text(EntryKind kind, Map<String, String> facts, ActionRequest request) {
        var what = switch (kind) {
            case ASSIGNED ->
                facts.getOrDefault(EntryFacts.PERSON, "").isEmpty()
                        ? "nobody works on it"
                        : facts.get(EntryFacts.PERSON) + " works on it";
            case SNOOZED -> "nobody is paged until " + facts.get(EntryFacts.UNTIL);
            case ACKNOWLEDGED -> "has it";
            case UNACKNOWLEDGED -> "gives it back";
            case MITIGATED -> "it hurts nobody any more";
            case RESOLVED -> "it is over";
            case REVIEWED -> "the review is done";
            case OPENED, ALERTS_FIRED, ALERTS_ENDED, PAGED, PAGE_FAILED, CLOSED_AT, NOTED, RELATED -> "";
        };
        var note = request.note();
        return note == null || note.isBlank() ? what : what.isEmpty() ? note : what + ": " + note;
    }

    private void measure(Incident incident, EntryKind kind, Instant now) {
        var since = Duration.between(incident.openedAt(), now);
        var severity = incident.severity().name();
        if (kind == EntryKind.ACKNOWLEDGED
                && incident.first(EntryKind.ACKNOWLEDGED).isEmpty()) {
            meters.timer(Metric.INCIDENT_ACKNOWLEDGED, "severity", severity).record(since);
        }
    }

    private static ProblemException bad(String message) {
        return new ProblemException(400, "bad-request", message);
    }
}
