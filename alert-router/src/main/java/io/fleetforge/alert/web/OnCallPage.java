package io.fleetforge.alert.web;

import io.fleetforge.alert.query.OnCallQuery;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;

/** The present and next user on call of each schedule, and two weeks as a chart. */
@Path("/ui/oncall")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class OnCallPage {

    private final OnCallQuery onCall;
    private final Clock clock;

    public OnCallPage(OnCallQuery onCall, Clock clock) {
        this.onCall = onCall;
        this.clock = clock;
    }

    @GET
    public TemplateInstance schedules() {
        var now = clock.instant();
        var calendars = onCall.schedules(null).stream()
                .map(schedule -> Calendar.of(schedule, now))
                .toList();
        return Templates.oncall(calendars, now);
    }
}
