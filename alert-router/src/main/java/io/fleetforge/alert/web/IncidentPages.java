package io.fleetforge.alert.web;

import io.fleetforge.alert.action.ActionRequest;
import io.fleetforge.alert.action.IncidentActions;
import io.fleetforge.alert.config.AlertConfig;
import io.fleetforge.alert.query.AlertQuery;
import io.fleetforge.alert.query.IncidentQuery;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** One incident: its state, timeline and alerts, and the actions on it. */
@Path("/ui")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class IncidentPages {

    private static final int MAX_ALERTS = 100;

    private final IncidentQuery incidents;
    private final IncidentActions actions;
    private final AlertQuery alerts;
    private final AlertConfig config;
    private final Clock clock;

    public IncidentPages(
            IncidentQuery incidents, IncidentActions actions, AlertQuery alerts, AlertConfig config, Clock clock) {
        this.incidents = incidents;
        this.actions = actions;
        this.alerts = alerts;
        this.config = config;
        this.clock = clock;
    }

    @GET
    @Path("incidents/{id}")
    public TemplateInstance incident(String id) {
        var row = incidents.row(id);
        var fingerprints = row.incident().alerts();
        var shown = fingerprints.stream().limit(MAX_ALERTS).toList();
        var known = new IncidentAlerts(alerts.known(shown), fingerprints.size() - shown.size());
        return Templates.incident(
                row, known, trace(row.incident().correlationId()), incidents.users(), clock.instant());
    }

    private TraceLink trace(String correlationId) {
        var traces = config.tracesUrl().map(url -> url.replace("%s", TimeFormat.urlEncoded(correlationId)));
        return new TraceLink(correlationId, CorrelationId.parse(correlationId).isPresent(), traces.orElse(""));
    }

    /** The review, as text. */
    @GET
    @Path("incidents/{id}/review")
    @Produces(MediaType.TEXT_PLAIN)
    public String review(String id) {
        return incidents.review(id);
    }

    /**
     * Applies an action and redirects.
     *
     * @param then the page to redirect to; null for the incident
     */
    @POST
    @Path("incidents/{id}/{action}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response act(
            String id,
            String action,
            @FormParam("note") @Nullable String note,
            @FormParam("user") @Nullable String user,
            @FormParam("minutes") @Nullable Integer minutes,
            @FormParam("then") @Nullable String then) {
        actions.act(id, action, new ActionRequest(note, user, minutes), null);
        return Redirects.to(Redirects.ownPage(then, Redirects.BOARD + "/" + id));
    }
}
