package io.fleetforge.alert.web;

import io.fleetforge.alert.query.IncidentQuery;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** The board of incidents. */
@Path("/ui")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class BoardPage {

    private final IncidentQuery incidents;
    private final Clock clock;

    public BoardPage(IncidentQuery incidents, Clock clock) {
        this.incidents = incidents;
        this.clock = clock;
    }

    @GET
    public Response home() {
        return Redirects.to(Redirects.BOARD);
    }

    @GET
    @Path("incidents")
    public TemplateInstance board() {
        return Templates.board(incidents.board(), clock.instant());
    }
}
