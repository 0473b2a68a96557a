package io.fleetforge.cell.rest;

import io.fleetforge.cell.messaging.CellNewsPublisher;
import io.fleetforge.cell.messaging.CellNewsPublisher.Step;
import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.runtime.correlation.RequestCorrelation;
import io.fleetforge.runtime.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Players join, head for a point and leave. Open to players; a session's token guards the session. */
@Path("/api/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@PermitAll
@RunOnVirtualThread
public class SessionResource {

    private static final String TOKEN_HEADER = "X-Session-Token";
    private static final long ANSWER_DEADLINE_MS = 2000;
    private static final int TRIES = 5;

    private final CellHost host;
    private final SessionRegistry sessions;
    private final CellNewsPublisher news;
    private final RequestCorrelation correlation;

    public SessionResource(
            CellHost host, SessionRegistry sessions, CellNewsPublisher news, RequestCorrelation correlation) {
        this.host = host;
        this.sessions = sessions;
        this.news = news;
        this.correlation = correlation;
    }

    /** Body of a join. */
    public record Join(
            @Nullable String world,

            @NotNull(message = "player is required")
            @Pattern(regexp = "[A-Za-z0-9_.-]{1,64}", message = "player must match [A-Za-z0-9_.-]{1,64}")
            String player,

            @NotNull(message = "x is required") Double x,
            @NotNull(message = "y is required") Double y) {}

    /** Body of a move: where to head for. */
    public record Target(
            @NotNull(message = "x is required") Double x,
            @NotNull(message = "y is required") Double y) {}

    /** Answer to a join; the token is told here and nowhere else. */
    public record Joined(String sessionId, String token, String cell, long epoch, double x, double y) {}

    /** Where a session is and where it heads. */
    public record Place(
            String sessionId, String cell, long epoch, double x, double y, double targetX, double targetY) {}

    @POST
    public Response join(@Valid @NotNull(message = "a body is required") Join join) {
        var world = host.identity().world();
        if (join.world() != null && !join.world().equals(world.key())) {
            throw new ProblemException(421, "other-world", "this host serves " + world.key() + ", not " + join.world());
        }
        var cell = cellAt(join.x(), join.y());
        var opened = sessions.open(join.player(), cell.id())
                .orElseThrow(() -> new ProblemException(
                        409, "already-joined", "player " + join.player() + " has a session on this host"));
        var session = opened.session();
        var entity = new Entity(session.id(), join.x(), join.y(), join.x(), join.y());
        try {
            var done = done(ask(cell, answer -> new CellInput.Enter(entity, answer)), session.id());
            sessions.moved(session.id(), done.cell());
            news.joined(new Step(session, entity, done.cell(), done.epoch(), "Joined"), correlation.current());
            return Response.status(Response.Status.CREATED)
                    .entity(new Joined(session.id(), opened.token(), done.cell(), done.epoch(), join.x(), join.y()))
                    .build();
        } catch (ProblemException e) {
            sessions.close(session.id());
            throw e;
        }
    }

    @GET
    @Path("{id}")
    public Place get(String id) {
        var session = find(id);
        return place(inCell(session, answer -> new CellInput.Look(id, answer)));
    }

    @PUT
    @Path("{id}/position")
    public Place move(
            String id,
            @HeaderParam(TOKEN_HEADER) @Nullable String token,
            @Valid @NotNull(message = "a body is required") Target target) {
        var session = proven(id, token);
        requireFinite(target.x(), target.y());
        var topology = host.topology();
        if (topology != null && !topology.bounds().contains(target.x(), target.y())) {
            throw new ProblemException(
                    400,
                    "outside-world",
                    "(%s, %s) lies outside the world %s".formatted(target.x(), target.y(), topology.bounds()));
        }
        return place(inCell(session, answer -> new CellInput.Aim(id, target.x(), target.y(), answer)));
    }

    @DELETE
    @Path("{id}")
    public Response leave(String id, @HeaderParam(TOKEN_HEADER) @Nullable String token) {
        var session = proven(id, token);
        var done = inCell(session, answer -> new CellInput.Leave(id, answer));
        sessions.close(id);
        news.left(new Step(session, done.entity(), done.cell(), done.epoch(), "Left"), correlation.current());
        return Response.noContent().build();
    }

    private CellAgent cellAt(double x, double y) {
        requireFinite(x, y);
        if (host.stopping()) {
            throw busy("the host is stopping");
        }
        return host.cellAt(x, y).orElseThrow(() -> elsewhere(x, y));
    }

    private ProblemException elsewhere(double x, double y) {
        var topology = host.topology();
        if (topology == null) {
            return busy("the host has no topology yet");
        }
        if (!topology.bounds().contains(x, y)) {
            return new ProblemException(
                    400, "outside-world", "(%s, %s) lies outside the world %s".formatted(x, y, topology.bounds()));
        }
        var owner = topology.cells().stream()
                .filter(cell -> cell.bounds().contains(x, y))
                .findFirst();
        return new ProblemException(
                421,
                "other-host",
                "(%s, %s) is on host %s"
                        .formatted(x, y, owner.map(cell -> cell.host()).orElse("unknown")));
    }

    /** Asks the session's cell; a session that crosses meanwhile is asked again where it went. */
    private CellAnswer.Done inCell(Session session, Function<CompletableFuture<CellAnswer>, CellInput> input) {
        CellAnswer answer = new CellAnswer.Absent();
        for (var attempt = 0; attempt < TRIES && answer instanceof CellAnswer.Absent; attempt++) {
            var cell = host.cell(session.cell());
            answer = cell.isPresent() ? ask(cell.get(), input) : new CellAnswer.Absent();
        }
        return done(answer, session.id());
    }

    private static CellAnswer ask(CellAgent cell, Function<CompletableFuture<CellAnswer>, CellInput> input) {
        var answer = new CompletableFuture<CellAnswer>();
        cell.offer(input.apply(answer));
        try {
            return answer.get(ANSWER_DEADLINE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CellAnswer.Busy("interrupted");
        } catch (ExecutionException | TimeoutException e) {
            return new CellAnswer.Busy("the cell did not answer in time");
        }
    }

    private static CellAnswer.Done done(CellAnswer answer, String session) {
        return switch (answer) {
            case CellAnswer.Done done -> done;
            case CellAnswer.Full(var limit) ->
                throw new ProblemException(
                        503,
                        "cell-full",
                        "the cell holds its limit of " + limit + " players",
                        List.of(),
                        Map.of("Retry-After", "5"));
            case CellAnswer.Busy(var reason) -> throw busy(reason);
            case CellAnswer.Absent absent ->
                throw new ProblemException(404, "no-session", "session " + session + " is not on this host");
        };
    }

    private static ProblemException busy(String reason) {
        return new ProblemException(503, "busy", reason, List.of(), Map.of("Retry-After", "1"));
    }

    private Session find(String id) {
        return sessions.find(id)
                .orElseThrow(() -> new ProblemException(404, "no-session", "session is not on this host"));
    }

    private Session proven(String id, @Nullable String token) {
        var session = find(id);
        if (token == null || !session.isProvenBy(token)) {
            throw new ProblemException(401, "bad-token", TOKEN_HEADER + " is missing or not this session's");
        }
        return session;
    }

    private static void requireFinite(double x, double y) {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new ProblemException(400, "not-finite", "x and y must be finite");
        }
    }

    private static Place place(CellAnswer.Done done) {
        var entity = done.entity();
        return new Place(
                entity.id(), done.cell(), done.epoch(), entity.x(), entity.y(), entity.targetX(), entity.targetY());
    }
}
