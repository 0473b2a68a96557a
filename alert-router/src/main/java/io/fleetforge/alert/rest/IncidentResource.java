package io.fleetforge.alert.rest;

import io.fleetforge.alert.incident.EntryKind;
import io.fleetforge.alert.incident.Incident.State;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.Review;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.runtime.problem.ProblemException;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Incidents over HTTP: what there is, what happened, and what people do about it. */
@Path("/api/v1/incidents")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class IncidentResource {

    private static final int MOST = 500;

    private final AlertStore desk;
    private final IncidentActions actions;
    private final Authorizer callers;

    public IncidentResource(AlertStore desk, IncidentActions actions, Authorizer callers) {
        this.desk = desk;
        this.actions = actions;
        this.callers = callers;
    }

    /** Newest first; {@code state} is one of the states, or {@code active} for all that are not over. */
    @GET
    public List<IncidentView> list(@QueryParam("state") @Nullable String state) {
        callers.may("list", "incidents");
        return desk.ask(now -> now.incidents().all()).stream()
                .filter(incident -> isWanted(incident, state))
                .limit(MOST)
                .map(IncidentView::brief)
                .toList();
    }

    @GET
    @Path("{id}")
    public IncidentView get(String id) {
        callers.may("get", "incidents");
        return IncidentView.whole(actions.find(id));
    }

    /** The review as Markdown. */
    @GET
    @Path("{id}/review")
    @Produces("text/markdown")
    public String review(String id) {
        callers.may("get", "incidents");
        return Review.of(actions.find(id));
    }

    /** Does something; {@code action} is acknowledge, unacknowledge, assign, snooze, mitigate, resolve, review or note. */
    @POST
    @Path("{id}/{action}")
    @Consumes(MediaType.APPLICATION_JSON)
    public IncidentView act(String id, String action, @Nullable ActionRequest request) {
        callers.may("update", "incidents");
        var kind = kind(action);
        var asked = request == null ? ActionRequest.NOTHING : request;
        return IncidentView.whole(actions.act(id, kind, callers.name(), asked));
    }

    private static EntryKind kind(String action) {
        return switch (action) {
            case "acknowledge" -> EntryKind.ACKNOWLEDGED;
            case "unacknowledge" -> EntryKind.UNACKNOWLEDGED;
            case "assign" -> EntryKind.ASSIGNED;
            case "snooze" -> EntryKind.SNOOZED;
            case "mitigate" -> EntryKind.MITIGATED;
            case "resolve" -> EntryKind.RESOLVED;
            case "review" -> EntryKind.REVIEWED;
            case "note" -> EntryKind.NOTED;
            default ->
                throw new ProblemException(
                        404,
                        "no-such-action",
                        "'%s' is none; there are acknowledge, unacknowledge, assign, snooze, mitigate, resolve, review, note"
                                .formatted(action));
        };
    }

    private static boolean isWanted(Incident incident, @Nullable String state) {
        if (state == null) {
            return true;
        }
        if (state.equals("active")) {
            return !incident.state().isOver();
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
}
