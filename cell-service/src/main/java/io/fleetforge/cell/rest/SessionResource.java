package io.fleetforge.cell.rest;

import io.fleetforge.cell.messaging.CellNewsPublisher.Step;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
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
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Players join, head for a point and leave. Open to players; a session's token guards the session. */
@Path("/api/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@PermitAll
@RunOnVirtualThread
public class SessionResource {

    private static final Logger LOG = Logger.getLogger(SessionResource.class);
    private static final String TOKEN_HEADER = "X-Session-Token";
    private static final long KEPT_WITHIN_MS = 2000;

    private final CellHost host;
    private final SessionRegistry sessions;
    private final CellConversation cells;
    private final Keeping keeping;
    private final RequestCorrelation correlation;

    SessionResource(
            CellHost host,
            SessionRegistry sessions,
            CellConversation cells,
            Keeping keeping,
            RequestCorrelation correlation) {
        this.host = host;
        this.sessions = sessions;
        this.cells = cells;
        this.keeping = keeping;
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

    /** Acknowledged when the session outlives a crash of this host. */
    @POST
    public Response join(@Valid @NotNull(message = "a body is required") Join join) {
        var world = host.identity().world();
        if (join.world() != null && !join.world().equals(world.key())) {
            throw new ProblemException(421, "other-world", "this host serves " + world.key() + ", not " + join.world());
        }
        requirePlaceHere(join.x(), join.y());
        var opened = sessions.open(join.player())
                .orElseThrow(() -> new ProblemException(
                        409, "already-joined", "player " + join.player() + " has a session on this host"));
        var session = opened.session();
        var entity = new Entity(session.id(), join.x(), join.y(), join.x(), join.y());
        var done = admitted(session, entity);
        if (!isKept(keeping.journal().lives(session, entity, correlation.current()))) {
            giveBack(session);
            throw CellConversation.busy("the session could not be kept: Kafka does not answer");
        }
        keeping.news().joined(new Step(session, entity, done.cell(), done.epoch(), "Joined"), correlation.current());
        return Response.status(Response.Status.CREATED)
                .entity(new Joined(session.id(), opened.token(), done.cell(), done.epoch(), join.x(), join.y()))
                .build();
    }

    private CellAnswer.Done admitted(Session session, Entity entity) {
        try {
            var done = cells.ofPlace(entity.x(), entity.y(), answer -> new CellInput.Enter(entity, answer));
            if (!sessions.entered(session.id(), done.cell())) {
                throw CellConversation.busy("the cell moved to another host");
            }
            return done;
        } catch (ProblemException e) {
            sessions.close(session.id());
            throw e;
        }
    }

    /** A join that cannot be kept did not happen. When the cell does not answer now, the session ends as an idle one. */
    private void giveBack(Session session) {
        try {
            keeping.outbox()
                    .track(
                            "end of " + session.id(),
                            keeping.departures().leave(session, "NotKept", correlation.current()));
        } catch (ProblemException e) {
            LOG.warnf("session %s was not kept and stays until it is idle: %s", session.id(), e.getMessage());
        }
    }

    @GET
    @Path("{id}")
    public Place get(String id) {
        var session = find(id);
        return place(cells.ofSession(session, answer -> new CellInput.Look(id, answer)));
    }

    @PUT
    @Path("{id}/position")
    public Place move(
            String id,
            @HeaderParam(TOKEN_HEADER) @Nullable String token,
            @Valid @NotNull(message = "a body is required") Target target) {
        var session = proven(id, token);
        requireInWorld(target.x(), target.y());
        return place(cells.ofSession(session, answer -> new CellInput.Aim(id, target.x(), target.y(), answer)));
    }

    @DELETE
    @Path("{id}")
    public Response leave(String id, @HeaderParam(TOKEN_HEADER) @Nullable String token) {
        var kept = isKept(keeping.departures().leave(proven(id, token), "Left", correlation.current()));
        // 202: the session has left, but a crash in the next moments may bring it back.
        return kept ? Response.noContent().build() : Response.accepted().build();
    }

    private static boolean isKept(CompletionStage<Void> writing) {
        try {
            writing.toCompletableFuture().get(KEPT_WITHIN_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private void requirePlaceHere(double x, double y) {
        requireInWorld(x, y);
        if (host.stopping()) {
            throw CellConversation.busy("the host is stopping");
        }
        if (host.topology() == null) {
            throw CellConversation.busy("the host has no topology yet");
        }
        otherHost(x, y).ifPresent(SessionResource::redirect);
    }

    private void requireInWorld(double x, double y) {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new ProblemException(400, "not-finite", "x and y must be finite");
        }
        var topology = host.topology();
        if (topology != null && !topology.bounds().contains(x, y)) {
            throw new ProblemException(
                    400, "outside-world", "(%s, %s) lies outside the world %s".formatted(x, y, topology.bounds()));
        }
    }

    /** The cell at the place when the topology gives it to another host. */
    private Optional<CellAssignment> otherHost(double x, double y) {
        var topology = host.topology();
        return topology == null
                ? Optional.empty()
                : topology.cells().stream()
                        .filter(cell -> cell.bounds().contains(x, y))
                        .filter(cell -> !cell.host().equals(host.identity().host()))
                        .findFirst();
    }

    private static void redirect(CellAssignment cell) {
        throw new ProblemException(
                421, "other-host", "the place is in cell " + cell.id() + " on host " + cell.host() + "; join there");
    }

    private Session find(String id) {
        sessions.seen(id);
        return sessions.find(id).orElseThrow(() -> cells.noSession(id));
    }

    private Session proven(String id, @Nullable String token) {
        var session = find(id);
        if (token == null || !session.isProvenBy(token)) {
            throw new ProblemException(401, "bad-token", TOKEN_HEADER + " is missing or not this session's");
        }
        return session;
    }

    private static Place place(CellAnswer.Done done) {
        var entity = done.entity();
        return new Place(
                entity.id(), done.cell(), done.epoch(), entity.x(), entity.y(), entity.targetX(), entity.targetY());
    }
}
