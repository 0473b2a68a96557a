package io.fleetforge.cell.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.cell.address.PlayerAddresses;
import io.fleetforge.cell.gateway.PlayerOperations;
import io.fleetforge.cell.gateway.PlayerOperations.JoinResult;
import io.fleetforge.cell.join.JoinKey;
import io.fleetforge.cell.join.JoinRequest;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.contracts.play.PlayProtocol;
import io.fleetforge.runtime.correlation.RequestCorrelation;
import io.fleetforge.runtime.problem.ProblemException;
import io.fleetforge.runtime.rest.IdempotencyKey;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Join, move and leave over HTTP. Open to players; a session's token authenticates it. */
@Path("/api/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@PermitAll
@RunOnVirtualThread
public class SessionResource {

    private static final String TOKEN_HEADER = "X-Session-Token";
    private static final int MIN_KEY = 16;

    private final CellHost host;
    private final PlayerOperations players;
    private final PlayerAddresses addresses;
    private final RequestCorrelation correlation;
    private final ObjectMapper json;

    SessionResource(
            CellHost host,
            PlayerOperations players,
            PlayerAddresses addresses,
            RequestCorrelation correlation,
            ObjectMapper json) {
        this.json = json;
        this.host = host;
        this.addresses = addresses;
        this.players = players;
        this.correlation = correlation;
    }

    /** Body of a join. */
    public record Join(
            @Nullable String world,

            @NotNull(message = "player is required")
            @Pattern(regexp = "[A-Za-z0-9_.-]{1,64}", message = "player must match [A-Za-z0-9_.-]{1,64}")
            String player,

            @NotNull(message = "x is required") Double x,
            @NotNull(message = "y is required") Double y,

            @Nullable @Size(min = 1, max = PlayProtocol.MAX_TICKET, message = "ticket must be 1 to 3072 characters")
            String ticket) {}

    /** Body of a move: the target. */
    public record Target(
            @NotNull(message = "x is required") Double x,
            @NotNull(message = "y is required") Double y) {}

    /**
     * Answer to a join; the token authenticates the session, see POST {id}/resume for a new one.
     *
     * @param address public URL of this host; absent when it has none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Joined(
            String sessionId,
            String token,
            String cell,
            long epoch,
            double x,
            double y,
            @Nullable String address) {}

    /**
     * Answer to a resume.
     *
     * @param epoch of the session
     */
    public record Resumed(String sessionId, String token, long epoch) {}

    /** Position and target of a session. */
    public record Position(
            String sessionId, String cell, long epoch, double x, double y, double targetX, double targetY) {}

    /** Acknowledged when the session outlives a crash of this host. */
    @APIResponse(
            responseCode = "201",
            description = "The session and its token",
            content = @Content(schema = @Schema(implementation = Joined.class)))
    @APIResponse(responseCode = "401")
    @APIResponse(responseCode = "409")
    @APIResponse(responseCode = "421")
    @APIResponse(responseCode = "422")
    @APIResponse(responseCode = "429")
    @APIResponse(responseCode = "503")
    @POST
    public Response join(
            @Valid @NotNull(message = "a body is required") Join join,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable IdempotencyKey key,
            @Context HttpServerRequest connection) {
        var world = host.identity().world();
        if (join.world() != null && !join.world().equals(world.key())) {
            throw new ProblemException(421, "other-world", "this host serves " + world.key() + ", not " + join.world());
        }
        var source = connection.remoteAddress().hostAddress();
        var request =
                new JoinRequest(join.player(), join.x(), join.y(), join.ticket(), source, joinKey(join, key, source));
        return switch (players.join(request, correlation.current())) {
            case JoinResult.Admitted admitted ->
                Response.status(Response.Status.CREATED)
                        .entity(joined(admitted))
                        .build();
            case JoinResult.OtherHost(var other, var cell) ->
                throw new ProblemException(
                        421,
                        "other-host",
                        cell.isEmpty()
                                ? "the session of the subject is on host " + other + "; join there" + at(other)
                                : "the position is in cell " + cell + " on host " + other + "; join there" + at(other));
        };
    }

    /** The key is a secret: it is answered with the session and its token. */
    private @Nullable JoinKey joinKey(Join join, @Nullable IdempotencyKey key, String source) {
        if (key != null && key.value().length() < MIN_KEY) {
            throw ProblemException.invalidField(
                    IdempotencyKey.HEADER,
                    "must have " + MIN_KEY + " or more random characters in a join, such as a UUID");
        }
        return key == null ? null : new JoinKey(key.digest(source, "sessions"), IdempotencyKey.digestOf(join, json));
    }

    private String at(String other) {
        var address = addresses.of(other);
        return address.isEmpty() ? "" : ": " + address;
    }

    private Joined joined(JoinResult.Admitted admitted) {
        var done = admitted.done();
        var entity = done.entity();
        return new Joined(
                admitted.session().id(),
                players.token(admitted.claims()),
                done.cell(),
                done.epoch(),
                entity.x(),
                entity.y(),
                addresses.own().isEmpty() ? null : addresses.own());
    }

    /** A new token for one that is of an older epoch, or about to expire. */
    @APIResponse(responseCode = "200", description = "A new token")
    @APIResponse(responseCode = "401")
    @APIResponse(responseCode = "404")
    @APIResponse(responseCode = "406")
    @APIResponse(responseCode = "415")
    @APIResponse(responseCode = "421")
    @APIResponse(responseCode = "503")
    @POST
    @Path("{id}/resume")
    public Resumed resume(String id, @HeaderParam(TOKEN_HEADER) @Nullable String token) {
        var known = players.resume(token);
        if (!known.session().id().equals(id)) {
            throw new ProblemException(401, "bad-token", "the session token is missing or not this session's");
        }
        return new Resumed(id, players.token(known.claims()), known.claims().epoch());
    }

    @APIResponse(responseCode = "200", description = "Position and target")
    @APIResponse(responseCode = "401")
    @APIResponse(responseCode = "404")
    @APIResponse(responseCode = "406")
    @APIResponse(responseCode = "415")
    @APIResponse(responseCode = "421")
    @APIResponse(responseCode = "503")
    @GET
    @Path("{id}")
    public Position get(String id, @HeaderParam(TOKEN_HEADER) @Nullable String token) {
        var session = players.authenticated(id, token);
        return position(players.locate(session));
    }

    @APIResponse(responseCode = "200", description = "Position and target")
    @APIResponse(responseCode = "401")
    @APIResponse(responseCode = "404")
    @APIResponse(responseCode = "406")
    @APIResponse(responseCode = "415")
    @APIResponse(responseCode = "421")
    @APIResponse(responseCode = "503")
    @PUT
    @Path("{id}/position")
    public Position move(
            String id,
            @HeaderParam(TOKEN_HEADER) @Nullable String token,
            @Valid @NotNull(message = "a body is required") Target target) {
        var session = players.authenticated(id, token);
        return position(players.move(session, target.x(), target.y()));
    }

    @APIResponse(responseCode = "202", description = "Left; a crash in the next moments may restore the session")
    @APIResponse(responseCode = "204", description = "Left")
    @APIResponse(responseCode = "401")
    @APIResponse(responseCode = "404")
    @APIResponse(responseCode = "406")
    @APIResponse(responseCode = "415")
    @APIResponse(responseCode = "421")
    @APIResponse(responseCode = "503")
    @DELETE
    @Path("{id}")
    public Response leave(String id, @HeaderParam(TOKEN_HEADER) @Nullable String token) {
        var session = players.authenticated(id, token);
        var durable = players.leaveDurably(session, "Left", correlation.current());
        // 202: the session has left, but a crash in the next moments may bring it back.
        return durable ? Response.noContent().build() : Response.accepted().build();
    }

    private static Position position(CellAnswer.Done done) {
        var entity = done.entity();
        return new Position(
                entity.id(), done.cell(), done.epoch(), entity.x(), entity.y(), entity.targetX(), entity.targetY());
    }
}
