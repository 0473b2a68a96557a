package io.fleetforge.alert.rest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fleetforge.alert.ingest.DurableWrite;
import io.fleetforge.alert.messaging.StatePublisher;
import io.fleetforge.alert.model.Matcher;
import io.fleetforge.alert.silence.Silence;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.runtime.correlation.RequestCorrelation;
import io.fleetforge.runtime.problem.ProblemException;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Silences, in the words of Alertmanager's API so that amtool and its pages' users are at home. */
@Path("/api/v2")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class SilenceResource {

    private static final int MOST_SILENCES = 5000;

    private final AlertStore desk;
    private final StatePublisher state;
    private final Authorizer callers;
    private final RequestCorrelation correlation;
    private final Clock clock;

    public SilenceResource(
            AlertStore desk, StatePublisher state, Authorizer callers, RequestCorrelation correlation, Clock clock) {
        this.desk = desk;
        this.state = state;
        this.callers = callers;
        this.correlation = correlation;
        this.clock = clock;
    }

    /** A matcher as Alertmanager's API writes it. */
    public record MatcherView(
            String name,
            String value,
            boolean isRegex,
            @Nullable Boolean isEqual) {

        Matcher matcher() {
            var equal = isEqual == null || isEqual;
            return new Matcher(
                    name,
                    isRegex
                            ? (equal ? Matcher.Op.MATCHES : Matcher.Op.MATCHES_NOT)
                            : equal ? Matcher.Op.EQUAL : Matcher.Op.NOT_EQUAL,
                    value);
        }

        /** As people write it. */
        @JsonIgnore
        public String text() {
            return matcher().toString();
        }

        public static MatcherView of(Matcher matcher) {
            return switch (matcher.op()) {
                case EQUAL -> new MatcherView(matcher.name(), matcher.value(), false, true);
                case NOT_EQUAL -> new MatcherView(matcher.name(), matcher.value(), false, false);
                case MATCHES -> new MatcherView(matcher.name(), matcher.value(), true, true);
                case MATCHES_NOT -> new MatcherView(matcher.name(), matcher.value(), true, false);
            };
        }
    }

    /** What is asked for. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SilenceRequest(
            @Nullable String id,
            @Nullable List<MatcherView> matchers,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            @Nullable String createdBy,
            @Nullable String comment) {}

    /** A silence as it is shown. */
    public record SilenceView(
            String id,
            List<MatcherView> matchers,
            Instant startsAt,
            Instant endsAt,
            String createdBy,
            String comment,
            Status status) {
        /** Where it stands: pending, active or expired. */
        public record Status(String state) {}

        static SilenceView of(Silence silence, Instant now) {
            return new SilenceView(
                    silence.id(),
                    silence.matchers().stream().map(MatcherView::of).toList(),
                    silence.startsAt(),
                    silence.endsAt(),
                    silence.owner(),
                    silence.comment(),
                    new Status(silence.stateAt(now).name().toLowerCase(Locale.ROOT)));
        }
    }

    /** The id of a silence that was made. */
    public record Made(@JsonProperty("silenceID") String silenceId) {}

    @GET
    @Path("silences")
    public List<SilenceView> list() {
        callers.may("list", "silences");
        var now = clock.instant();
        return desk.ask(all -> List.copyOf(all.router().known().silences().all())).stream()
                .map(silence -> SilenceView.of(silence, now))
                .toList();
    }

    @GET
    @Path("silence/{id}")
    public SilenceView get(String id) {
        callers.may("get", "silences");
        return SilenceView.of(find(id), clock.instant());
    }

    /** Makes a silence, or replaces the one whose id is given. Whoever asks is its owner, unless a name is given. */
    @POST
    @Path("silences")
    public Made make(@Nullable SilenceRequest request) {
        callers.may("create", "silences");
        if (request == null || request.matchers() == null || request.endsAt() == null) {
            throw new ProblemException(400, "bad-silence", "matchers, endsAt and comment are needed");
        }
        var now = clock.instant();
        if (desk.ask(all -> all.router().known().silences().all().size()) >= MOST_SILENCES) {
            throw new ProblemException(
                    409, "too-many-silences", "there are %d silences already".formatted(MOST_SILENCES));
        }
        var silence = silence(request, now);
        if (silence.endsAt().isBefore(now)) {
            throw new ProblemException(400, "bad-silence", "endsAt: %s is over".formatted(silence.endsAt()));
        }
        write(state.changed(silence, now, correlation.current()));
        desk.change(all -> all.router().put(silence));
        return new Made(silence.id());
    }

    /** Ends a silence now. */
    @DELETE
    @Path("silence/{id}")
    public void expire(String id) {
        callers.may("delete", "silences");
        var now = clock.instant();
        var ended = find(id).expiredAt(now);
        write(state.changed(ended, now, correlation.current()));
        desk.change(all -> all.router().put(ended));
    }

    private Silence silence(SilenceRequest request, Instant now) {
        var startsAt = request.startsAt() == null || request.startsAt().isBefore(now) ? now : request.startsAt();
        var owner = request.createdBy() == null || request.createdBy().isBlank() ? callers.name() : request.createdBy();
        try {
            var matchers = java.util.Objects.requireNonNull(request.matchers()).stream()
                    .map(MatcherView::matcher)
                    .toList();
            return new Silence(
                    request.id() == null || request.id().isBlank()
                            ? UUID.nameUUIDFromBytes(
                                            (owner + now + matchers).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                    .toString()
                            : find(request.id()).id(),
                    matchers,
                    startsAt,
                    java.util.Objects.requireNonNull(request.endsAt()),
                    owner,
                    request.comment() == null ? "" : request.comment());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "bad-silence", String.valueOf(e.getMessage()));
        }
    }

    private Silence find(String id) {
        return desk.ask(all -> all.router().known().silences().find(id))
                .orElseThrow(() -> new ProblemException(404, "not-found", "there is no silence " + id));
    }

    private static void write(CompletionStage<Void> write) {
        DurableWrite.required(write, "it", "try again");
    }
}
