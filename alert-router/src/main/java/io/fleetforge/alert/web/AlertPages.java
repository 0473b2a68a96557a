package io.fleetforge.alert.web;

import io.fleetforge.alert.query.AlertQuery;
import io.fleetforge.runtime.page.PageLimit;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Alerts, and the decisions about each. */
@Path("/ui/alerts")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class AlertPages {

    private final AlertQuery alerts;
    private final Clock clock;

    public AlertPages(AlertQuery alerts, Clock clock) {
        this.alerts = alerts;
        this.clock = clock;
    }

    @GET
    public TemplateInstance list(
            @QueryParam("q") @Nullable String text, @QueryParam("continue") @Nullable String from) {
        var page = alerts.list(text, PageLimit.LARGEST, from);
        return Templates.alerts(page, text == null ? "" : text, from == null ? "" : from, clock.instant());
    }

    @GET
    @Path("{fingerprint}")
    public TemplateInstance alert(String fingerprint) {
        return Templates.alert(alerts.get(fingerprint), clock.instant());
    }
}
