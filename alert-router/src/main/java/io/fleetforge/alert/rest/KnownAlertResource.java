package io.fleetforge.alert.rest;

import io.fleetforge.alert.query.AlertQuery;
import io.fleetforge.alert.query.AlertView;
import io.fleetforge.runtime.page.Page;
import io.fleetforge.runtime.page.PageLimit;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Known alerts, and the decisions about each. */
@Path("/api/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class KnownAlertResource {

    private final AlertQuery alerts;

    public KnownAlertResource(AlertQuery alerts) {
        this.alerts = alerts;
    }

    /**
     * Firing alerts first, then the latest first.
     *
     * @param text a part of any label's value, in any case; null for all
     */
    @APIResponse(responseCode = "200", description = "A page of alerts")
    @APIResponse(responseCode = "410")
    @GET
    public Page<AlertView> list(
            @QueryParam("q") @Nullable String text,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit,
            @QueryParam("continue") @Nullable String from) {
        return alerts.list(text, limit, from);
    }

    @APIResponse(responseCode = "200", description = "The alert")
    @APIResponse(responseCode = "404")
    @GET
    @Path("{fingerprint}")
    public AlertView get(String fingerprint) {
        return alerts.get(fingerprint);
    }
}
