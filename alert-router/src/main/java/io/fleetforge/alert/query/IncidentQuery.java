package io.fleetforge.alert.query;

import io.fleetforge.alert.access.Authorizer;
import io.fleetforge.alert.incident.Escalation;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.Incident.State;
import io.fleetforge.alert.incident.Review;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.runtime.page.Page;
import io.fleetforge.runtime.page.PageLimit;
import io.fleetforge.runtime.page.PageRequest;
import io.fleetforge.runtime.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads incidents. Thread-safe. */
@ApplicationScoped
public class IncidentQuery {

    private final AlertStore store;
    private final Authorizer authorizer;
    private final Clock clock;

    public IncidentQuery(AlertStore store, Authorizer authorizer, Clock clock) {
        this.store = store;
        this.authorizer = authorizer;
        this.clock = clock;
    }

    /**
     * A page of incidents, newest first.
     *
     * @param state a state in lower case, {@code active} for all that are not closed, or null for all
     * @param token {@code continue} of the page before; null for the first one
     * @throws ProblemException 400 for an unknown state or token, 410 for an expired token
     */
    public Page<IncidentView> list(@Nullable String state, PageLimit limit, @Nullable String token) {
        authorizer.require("list", "incidents");
        var request = PageRequest.of("incidents?state=" + state, limit, token, clock.instant());
        var found = store.call(all -> all.incidents().all()).stream()
                .filter(incident -> isIn(incident, state))
                .toList();
        return request.page(found, incident -> PageRequest.latestFirst(incident.openedAt()) + incident.id())
                .map(IncidentView::summary);
    }

    private static boolean isIn(Incident incident, @Nullable String state) {
        if (state == null) {
            return true;
        }
        if (state.equals("active")) {
            return !incident.state().isClosed();
        }
        var wanted = Arrays.stream(State.values())
                .filter(each -> each.name().equals(state.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        400,
                        "bad-request",
                        "state: one of active, open, acknowledged, mitigated, resolved, reviewed is needed"));
        return incident.state() == wanted;
    }

    public Board board() {
        authorizer.require("list", "incidents");
        var now = clock.instant();
        return store.call(state -> Board.of(state.incidents(), state.routing().onCall(), now));
    }

    /**
     * @throws ProblemException 404 for an unknown id
     */
    public IncidentView get(String id) {
        return IncidentView.detail(find(id));
    }

    /**
     * One incident with its next escalation.
     *
     * @throws ProblemException 404 for an unknown id
     */
    public IncidentRow row(String id) {
        var incident = find(id);
        var plan = store.call(state -> state.routing().onCall());
        return new IncidentRow(IncidentView.detail(incident), Escalation.escalatesAt(incident, plan, clock.instant()));
    }

    /**
     * The review as Markdown.
     *
     * @throws ProblemException 404 for an unknown id
     */
    public String review(String id) {
        return Review.of(find(id));
    }

    private Incident find(String id) {
        authorizer.require("get", "incidents");
        return store.call(state -> state.incidents().find(id))
                .orElseThrow(() -> new ProblemException(404, "not-found", "there is no incident " + id));
    }

    /** Names of the users that can be assigned, sorted. */
    public List<String> users() {
        return store.call(state ->
                state.routing().onCall().users().keySet().stream().sorted().toList());
    }
}
