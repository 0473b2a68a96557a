package io.fleetforge.alert.web;

import io.fleetforge.alert.config.AlertConfig;
import io.fleetforge.alert.incident.Escalation;
import io.fleetforge.alert.rest.ActionRequest;
import io.fleetforge.alert.rest.Authorizer;
import io.fleetforge.alert.rest.IncidentResource;
import io.fleetforge.alert.rest.IncidentView;
import io.fleetforge.alert.rest.KnownAlertResource;
import io.fleetforge.alert.store.AlertStore;
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
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The board, and what there is to see and to do about one incident. */
@Path("/ui")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class IncidentPages {

    private static final int MOST_ALERTS = 100;

    private final IncidentResource incidents;
    private final KnownAlertResource alerts;
    private final AlertStore desk;
    private final Authorizer callers;
    private final AlertConfig config;
    private final Clock clock;

    public IncidentPages(
            IncidentResource incidents,
            KnownAlertResource alerts,
            AlertStore desk,
            Authorizer callers,
            AlertConfig config,
            Clock clock) {
        this.callers = callers;
        this.incidents = incidents;
        this.alerts = alerts;
        this.desk = desk;
        this.config = config;
        this.clock = clock;
    }

    @GET
    public Response home() {
        return Redirects.to(Redirects.BOARD);
    }

    @GET
    @Path("incidents")
    public TemplateInstance board() {
        callers.may("list", "incidents");
        var now = clock.instant();
        var board =
                desk.ask(all -> Board.of(all.incidents(), all.router().routing().onCall(), now));
        return Templates.board(board, now);
    }

    @GET
    @Path("incidents/{id}")
    public TemplateInstance incident(String id) {
        var incident = incidents.get(id);
        var now = clock.instant();
        var shown = incident.alerts().stream().limit(MOST_ALERTS).toList();
        var about = new IncidentAlerts(alerts.known(shown), incident.alerts().size() - shown.size());
        var people = desk.ask(
                all -> new TreeSet<>(all.router().routing().onCall().people().keySet()));
        return Templates.incident(row(incident), about, story(incident), List.copyOf(people), now);
    }

    /** Ids that came with an alert are whatever its sender wrote. */
    private TraceLink story(IncidentView incident) {
        var id = incident.correlationId();
        var traces = config.tracesUrl().map(url -> url.replace("%s", TimeFormat.urlEncoded(id)));
        return new TraceLink(id, CorrelationId.parse(id).isPresent(), traces.orElse(""));
    }

    private IncidentRow row(IncidentView incident) {
        var now = clock.instant();
        return new IncidentRow(
                incident,
                desk.ask(all -> all.incidents()
                        .find(incident.id())
                        .flatMap(known ->
                                Escalation.next(known, all.router().routing().onCall(), now))));
    }

    /** The review, to be read or kept. */
    @GET
    @Path("incidents/{id}/review")
    @Produces(MediaType.TEXT_PLAIN)
    public String review(String id) {
        return incidents.review(id);
    }

    /**
     * Does something about an incident and leads back.
     *
     * @param then the page to lead to; the incident without it
     */
    @POST
    @Path("incidents/{id}/{action}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response act(
            String id,
            String action,
            @FormParam("note") @Nullable String note,
            @FormParam("person") @Nullable String person,
            @FormParam("minutes") @Nullable Integer minutes,
            @FormParam("then") @Nullable String then) {
        incidents.act(id, action, new ActionRequest(note, person, minutes));
        return Redirects.to(Redirects.ours(then, Redirects.BOARD + "/" + id));
    }
}
