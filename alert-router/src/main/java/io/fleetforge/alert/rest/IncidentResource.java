package io.fleetforge.alert.rest;

import io.fleetforge.alert.action.ActionRequest;
import io.fleetforge.alert.action.IncidentActions;
import io.fleetforge.alert.query.IncidentQuery;
import io.fleetforge.alert.query.IncidentView;
import io.fleetforge.runtime.page.Page;
import io.fleetforge.runtime.page.PageLimit;
import io.fleetforge.runtime.rest.IdempotencyKey;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Incidents and the actions on them. */
@Path("/api/v1/incidents")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class IncidentResource {

    private final IncidentQuery incidents;
    private final IncidentActions actions;

    public IncidentResource(IncidentQuery incidents, IncidentActions actions) {
        this.incidents = incidents;
        this.actions = actions;
    }

    /** Newest first; {@code state} is one of the states, or {@code active} for all that are not closed. */
    @APIResponse(responseCode = "200", description = "A page of incidents")
    @APIResponse(responseCode = "410")
    @GET
    public Page<IncidentView> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit,
            @QueryParam("continue") @Nullable String from) {
        return incidents.list(state, limit, from);
    }

    @APIResponse(responseCode = "200", description = "The incident")
    @APIResponse(responseCode = "404")
    @GET
    @Path("{id}")
    public IncidentView get(String id) {
        return incidents.get(id);
    }

    /** The review as Markdown. */
    @APIResponse(responseCode = "200", description = "The review")
    @APIResponse(responseCode = "404")
    @GET
    @Path("{id}/review")
    @Produces("text/markdown")
    public String review(String id) {
        return incidents.review(id);
    }

    /**
     * Applies an action: acknowledge, unacknowledge, assign, snooze, mitigate, resolve, review or note.
     *
     * @param key of the call: repeated with the same action and arguments it changes nothing, with others it answers 422
     */
    @APIResponse(responseCode = "200", description = "The incident after the action")
    @APIResponse(responseCode = "404")
    @APIResponse(responseCode = "409")
    @APIResponse(responseCode = "422")
    @POST
    @Path("{id}/{action}")
    @Consumes(MediaType.APPLICATION_JSON)
    public IncidentView act(
            String id,
            String action,
            @Nullable ActionRequest request,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable IdempotencyKey key) {
        return IncidentView.detail(actions.act(id, action, request, key));
    }
}
