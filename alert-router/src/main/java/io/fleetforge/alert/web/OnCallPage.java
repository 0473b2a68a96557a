package io.fleetforge.alert.web;

import io.fleetforge.alert.rest.RoutingResource;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;

/** Who is on call now and next, and two weeks as a picture. */
@Path("/ui/oncall")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class OnCallPage {

    private final RoutingResource routing;
    private final Clock clock;

    public OnCallPage(RoutingResource routing, Clock clock) {
        this.routing = routing;
        this.clock = clock;
    }

    @GET
    public TemplateInstance schedules() {
        var now = clock.instant();
        var calendars = routing.onCall(null).stream()
                .map(onCall -> Calendar.of(onCall, now))
                .toList();
        return Templates.oncall(calendars, now);
    }
}
