package io.fleetforge.alert.web;

import io.fleetforge.alert.model.Matcher;
import io.fleetforge.alert.model.MatcherSyntax;
import io.fleetforge.alert.rest.KnownAlertResource;
import io.fleetforge.alert.rest.SilenceResource.MatcherView;
import io.fleetforge.alert.rest.SilenceResource.SilenceRequest;
import io.fleetforge.alert.rest.SilenceResource;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Silences: what is quiet, by whom and until when; and a new one, with the alerts that it would hit shown before it is made. */
@Path("/ui/silences")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class SilencePages {

    private static final String PAGE = "/ui/silences";
    private static final int MOST_MINUTES = 30 * 24 * 60;
    private static final int DEFAULT_MINUTES = 60;
    private static final int MOST_OVER = 20;
    private static final int MOST_HITS = 50;

    private final SilenceResource silences;
    private final KnownAlertResource alerts;
    private final Clock clock;

    public SilencePages(SilenceResource silences, KnownAlertResource alerts, Clock clock) {
        this.silences = silences;
        this.alerts = alerts;
        this.clock = clock;
    }

    /**
     * @param matchers of a silence that is not made yet: which alerts it would hit
     */
    @GET
    public TemplateInstance list(
            @QueryParam("matchers") @Nullable String matchers,
            @QueryParam("minutes") @Nullable String minutes,
            @QueryParam("comment") @Nullable String comment) {
        var text = matchers == null ? "" : matchers.strip();
        var all = silences.list().stream()
                .sorted(Comparator.comparing(SilenceResource.SilenceView::endsAt))
                .toList();
        var active = all.stream()
                .filter(silence -> !silence.status().state().equals("expired"))
                .toList();
        var expired = all.reversed().stream()
                .filter(silence -> silence.status().state().equals("expired"))
                .limit(MOST_OVER)
                .toList();
        var draft = new SilenceDraft(text, minutes(minutes), comment == null ? "" : comment, hits(text));
        return Templates.silences(active, expired, draft, clock.instant());
    }

    /** A preview is shown whatever stands in the other fields. */
    private static int minutes(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : DEFAULT_MINUTES;
    }

    private KnownAlertResource.Firing hits(String text) {
        var wanted = parse(text);
        return text.isEmpty()
                ? KnownAlertResource.Firing.NONE
                : alerts.firing(labels -> wanted.stream().allMatch(matcher -> matcher.matches(labels)), MOST_HITS);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response make(
            @FormParam("matchers") @Nullable String matchers,
            @FormParam("minutes") @Nullable Integer minutes,
            @FormParam("comment") @Nullable String comment) {
        if (minutes == null || minutes < 1 || minutes > MOST_MINUTES) {
            throw bad("minutes: between 1 and %d are needed".formatted(MOST_MINUTES));
        }
        var parsed = parse(matchers == null ? "" : matchers);
        var endsAt = clock.instant().plus(Duration.ofMinutes(minutes));
        silences.make(
                new SilenceRequest(null, parsed.stream().map(MatcherView::of).toList(), null, endsAt, null, comment));
        return Redirects.to(PAGE);
    }

    @POST
    @Path("{id}/expire")
    public Response expire(String id) {
        silences.expire(id);
        return Redirects.to(PAGE);
    }

    private static List<Matcher> parse(String text) {
        try {
            return text.lines()
                    .filter(line -> !line.isBlank())
                    .flatMap(line -> MatcherSyntax.parse(line.strip()).stream())
                    .toList();
        } catch (IllegalArgumentException e) {
            throw bad("matchers: " + e.getMessage());
        }
    }

    private static ProblemException bad(String message) {
        return new ProblemException(400, "bad-silence", message);
    }
}
