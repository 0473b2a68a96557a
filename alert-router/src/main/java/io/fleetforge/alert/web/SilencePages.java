package io.fleetforge.alert.web;

import io.fleetforge.alert.action.SilenceActions;
import io.fleetforge.alert.action.SilenceRequest;
import io.fleetforge.alert.model.MatcherSyntax;
import io.fleetforge.alert.model.Matchers;
import io.fleetforge.alert.query.AlertQuery;
import io.fleetforge.alert.query.FiringAlerts;
import io.fleetforge.alert.query.MatcherView;
import io.fleetforge.alert.query.SilenceQuery;
import io.fleetforge.alert.query.SilenceView;
import io.fleetforge.runtime.correlation.RequestCorrelation;
import io.fleetforge.runtime.problem.ProblemException;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Silences, and a form for a new one with a preview of the alerts that it would suppress. */
@Path("/ui/silences")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class SilencePages {

    private static final String PAGE = "/ui/silences";
    private static final int MAX_MINUTES = 30 * 24 * 60;
    private static final int DEFAULT_MINUTES = 60;
    private static final int MAX_EXPIRED = 20;
    private static final int MAX_HITS = 50;

    private final SilenceQuery silences;
    private final SilenceActions actions;
    private final AlertQuery alerts;
    private final RequestCorrelation correlation;
    private final Clock clock;

    public SilencePages(
            SilenceQuery silences,
            SilenceActions actions,
            AlertQuery alerts,
            RequestCorrelation correlation,
            Clock clock) {
        this.silences = silences;
        this.actions = actions;
        this.alerts = alerts;
        this.correlation = correlation;
        this.clock = clock;
    }

    /**
     * @param matchers of the draft, whose hits are shown
     */
    @GET
    public TemplateInstance list(
            @QueryParam("matchers") @Nullable String matchers,
            @QueryParam("minutes") @Nullable String minutes,
            @QueryParam("comment") @Nullable String comment) {
        var text = matchers == null ? "" : matchers.strip();
        var all = silences.all().stream()
                .sorted(Comparator.comparing(SilenceView::endsAt))
                .toList();
        var active = all.stream().filter(silence -> !isExpired(silence)).toList();
        var expired = all.reversed().stream()
                .filter(SilencePages::isExpired)
                .limit(MAX_EXPIRED)
                .toList();
        var draft = new SilenceDraft(text, minutes(minutes), comment == null ? "" : comment, hits(text));
        return Templates.silences(active, expired, draft, clock.instant());
    }

    private static boolean isExpired(SilenceView silence) {
        return silence.status().state().equals("expired");
    }

    /** The preview ignores an invalid duration. */
    private static int minutes(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : DEFAULT_MINUTES;
    }

    private FiringAlerts hits(String text) {
        var matchers = parse(text);
        return text.isEmpty() ? FiringAlerts.NONE : alerts.firing(matchers, MAX_HITS);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response create(
            @FormParam("matchers") @Nullable String matchers,
            @FormParam("minutes") @Nullable Integer minutes,
            @FormParam("comment") @Nullable String comment) {
        if (minutes == null || minutes < 1 || minutes > MAX_MINUTES) {
            throw bad(String.format(Locale.ROOT, "minutes: between 1 and %d are needed", MAX_MINUTES));
        }
        var views = parse(matchers == null ? "" : matchers).all().stream()
                .map(MatcherView::of)
                .toList();
        var endsAt = clock.instant().plus(Duration.ofMinutes(minutes));
        actions.create(new SilenceRequest(null, views, null, endsAt, null, comment), null, correlation.current());
        return Redirects.to(PAGE);
    }

    @POST
    @Path("{id}/expire")
    public Response expire(String id) {
        actions.expire(id, correlation.current());
        return Redirects.to(PAGE);
    }

    private static Matchers parse(String text) {
        try {
            return new Matchers(text.lines()
                    .filter(line -> !line.isBlank())
                    .flatMap(line -> MatcherSyntax.parse(line.strip()).stream())
                    .toList());
        } catch (IllegalArgumentException e) {
            throw bad("matchers: " + e.getMessage());
        }
    }

    private static ProblemException bad(String message) {
        return new ProblemException(400, "bad-silence", message);
    }
}
