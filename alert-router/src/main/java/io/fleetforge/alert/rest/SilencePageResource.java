package io.fleetforge.alert.rest;

import io.fleetforge.alert.query.SilenceQuery;
import io.fleetforge.alert.query.SilenceView;
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

/** Silences in pages; {@link SilenceResource} has the form of Alertmanager's API, which knows none. */
@Path("/api/v1/silences")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class SilencePageResource {

    private final SilenceQuery silences;

    public SilencePageResource(SilenceQuery silences) {
        this.silences = silences;
    }

    /** By id. */
    @APIResponse(responseCode = "200", description = "A page of silences")
    @APIResponse(responseCode = "410")
    @GET
    public Page<SilenceView> list(
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit,
            @QueryParam("continue") @Nullable String from) {
        return silences.list(limit, from);
    }
}
