package io.fleetforge.alert.rest;

import io.fleetforge.alert.query.Destination;
import io.fleetforge.alert.query.OnCallQuery;
import io.fleetforge.alert.query.OnCallView;
import io.fleetforge.alert.query.RouteQuery;
import io.fleetforge.runtime.page.Page;
import io.fleetforge.runtime.page.PageLimit;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Route tests and on-call schedules. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class RoutingResource {

    private final RouteQuery routes;
    private final OnCallQuery onCall;

    public RoutingResource(RouteQuery routes, OnCallQuery onCall) {
        this.routes = routes;
        this.onCall = onCall;
    }

    /** The destinations of an alert with these labels now; sends nothing. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("routes/test")
    public List<Destination> test(@Nullable Map<String, String> labels) {
        return routes.test(labels);
    }

    /** The users on call now, or {@code at} an instant, and the next ones. */
    @APIResponse(responseCode = "200", description = "A page of schedules")
    @APIResponse(responseCode = "410")
    @GET
    @Path("oncall")
    public Page<OnCallView> onCall(
            @QueryParam("at") @Nullable String at,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit,
            @QueryParam("continue") @Nullable String from) {
        return onCall.list(at, limit, from);
    }
}
