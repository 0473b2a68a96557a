package io.fleetforge.alert.action;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.alert.access.Authorizer;
import io.fleetforge.alert.incident.EntryFacts;
import io.fleetforge.alert.incident.EntryKind;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.Incident.State;
import io.fleetforge.alert.incident.TimelineEntry;
import io.fleetforge.alert.ingest.DurableWrite;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.metric.Meters;
import io.fleetforge.runtime.problem.ProblemException;
import io.fleetforge.runtime.rest.IdempotencyKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Actions of users on incidents; each is a timeline entry, durable before the request is answered. Thread-safe. */
@ApplicationScoped
public class IncidentActions {

    private static final int NOTE_CHARS = 4000;
    private static final int USER_CHARS = 253;
    private static final int MAX_SNOOZE_MIN = 24 * 60;

    private final AlertStore store;
    private final IncidentLog log;
    private final Authorizer authorizer;
    private final Meters meters;
    private final ObjectMapper mapper;
    private final Clock clock;

    public IncidentActions(
            AlertStore store, IncidentLog log, Authorizer authorizer, Meters meters, ObjectMapper mapper, Clock clock) {
        this.store = store;
        this.log = log;
        this.authorizer = authorizer;
        this.meters = meters;
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * Applies an action of the caller, by its name in lower case; one that is done already changes nothing.
     *
     * @param key of the call: another one with the same key, action and arguments changes nothing either
     * @throws ProblemException 400 for invalid arguments, 401 or 403 without the right, 404 for an unknown incident or
     *     action, 409 when the incident's state does not allow it, 422 for a key that was used for another action or other arguments, 503
     *     when it is not durable
     */
    public Incident act(String id, String action, @Nullable ActionRequest request, @Nullable IdempotencyKey key) {
        authorizer.require("update", "incidents");
        var given = request == null ? ActionRequest.EMPTY : request;
        var entryId = Optional.ofNullable(key)
                .map(used -> new KeyedEntryId(
                        used.digest(authorizer.name(), "incidents/" + id),
                        IdempotencyKey.digestOf(Map.of(action, given), mapper)));
        return act(id, action(action), given, entryId);
    }

    private static IncidentAction action(String name) {
        return IncidentAction.of(name)
                .orElseThrow(() -> new ProblemException(
                        404,
                        "no-such-action",
                        "there is no action '%s'; available are %s".formatted(name, IncidentAction.codes())));
    }

    private Incident act(String id, IncidentAction action, ActionRequest request, Optional<KeyedEntryId> key) {
        var incident = store.call(state -> state.incidents().find(id))
                .orElseThrow(() -> new ProblemException(404, "not-found", "there is no incident " + id));
        if (key.filter(used -> used.isIn(incident)).isPresent() || isDone(incident.state(), action)) {
            return incident;
        }
        requirePossible(incident, action);
        var now = clock.instant();
        var actor = authorizer.name();
        var facts = facts(action, request, now);
        var entry = new TimelineEntry(
                key.map(KeyedEntryId::value)
                        .orElseGet(() -> action.kind().code() + "/" + now.toEpochMilli() + "/" + actor),
                now,
                action.kind(),
                actor,
                text(action, facts, request.note()),
                facts);
        var after = DurableWrite.required(log.add(incident, List.of(entry)), "the action", "try again")
                .orElse(incident);
        measure(incident, action, now);
        return after;
    }

    private static boolean isDone(State state, IncidentAction action) {
        return switch (action) {
            case ACKNOWLEDGE -> state == State.ACKNOWLEDGED;
            case MITIGATE -> state == State.MITIGATED;
            case RESOLVE -> state.isClosed();
            case REVIEW -> state == State.REVIEWED;
            case UNACKNOWLEDGE -> state == State.OPEN;
            case ASSIGN, SNOOZE, NOTE -> false;
        };
    }

    private static void requirePossible(Incident incident, IncidentAction action) {
        var state = incident.state();
        var isPossible = switch (action) {
            case ACKNOWLEDGE -> state == State.OPEN;
            case UNACKNOWLEDGE -> state == State.ACKNOWLEDGED;
            case MITIGATE, SNOOZE, RESOLVE -> !state.isClosed();
            case REVIEW -> state == State.RESOLVED;
            case ASSIGN, NOTE -> true;
        };
        if (!isPossible) {
            throw new ProblemException(
                    409,
                    "not-possible",
                    "%s is %s; %s is not possible in this state".formatted(incident.id(), state, action.code()));
        }
    }

    private static Map<String, String> facts(IncidentAction action, ActionRequest request, Instant now) {
        var facts = new HashMap<String, String>();
        var note = request.note();
        if (note != null && note.length() > NOTE_CHARS) {
            throw bad(String.format(Locale.ROOT, "note: at most %d characters", NOTE_CHARS));
        }
        if (request.user() != null && request.user().length() > USER_CHARS) {
            throw bad(String.format(Locale.ROOT, "user: at most %d characters", USER_CHARS));
        }
        if (action == IncidentAction.NOTE && (note == null || note.isBlank())) {
            throw bad("note: a text is needed");
        }
        if (action == IncidentAction.ASSIGN) {
            facts.put(
                    EntryFacts.USER,
                    request.user() == null ? "" : request.user().strip());
        }
        if (action == IncidentAction.SNOOZE) {
            var minutes = request.minutes();
            if (minutes == null || minutes < 1 || minutes > MAX_SNOOZE_MIN) {
                throw bad(String.format(Locale.ROOT, "minutes: between 1 and %d are needed", MAX_SNOOZE_MIN));
            }
            facts.put(EntryFacts.UNTIL, now.plus(Duration.ofMinutes(minutes)).toString());
        }
        return facts;
    }

    private static String text(IncidentAction action, Map<String, String> facts, @Nullable String note) {
        var user = facts.getOrDefault(EntryFacts.USER, "");
        var text = switch (action) {
            case ASSIGN -> user.isEmpty() ? "assignment removed" : "assigned to " + user;
            case SNOOZE -> "snoozed until " + facts.get(EntryFacts.UNTIL);
            case ACKNOWLEDGE -> "acknowledged";
            case UNACKNOWLEDGE -> "acknowledgement withdrawn";
            case MITIGATE -> "mitigated";
            case RESOLVE -> "resolved";
            case REVIEW -> "reviewed";
            case NOTE -> "";
        };
        return note == null || note.isBlank() ? text : text.isEmpty() ? note : text + ": " + note;
    }

    private void measure(Incident incident, IncidentAction action, Instant now) {
        if (action == IncidentAction.ACKNOWLEDGE
                && incident.first(EntryKind.ACKNOWLEDGED).isEmpty()) {
            meters.timer(
                            Metric.INCIDENT_ACKNOWLEDGED,
                            "severity",
                            incident.severity().name())
                    .record(Duration.between(incident.openedAt(), now));
        }
    }

    private static ProblemException bad(String message) {
        return new ProblemException(400, "bad-request", message);
    }
}
