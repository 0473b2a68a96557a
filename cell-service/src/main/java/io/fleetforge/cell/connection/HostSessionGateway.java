package io.fleetforge.cell.connection;

import io.fleetforge.cell.address.PlayerAddresses;
import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.gateway.PlayerOperations;
import io.fleetforge.cell.gateway.PlayerOperations.JoinResult;
import io.fleetforge.cell.join.JoinRequest;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRedirect;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.play.ClientMessage.Join;
import io.fleetforge.contracts.play.ServerMessage.Redirect;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** The gateway of a running host; the REST edge uses the same parts. */
@Singleton
class HostSessionGateway implements SessionGateway {

    /** For a client that has sent nothing since its join: most likely it is gone, and its page has joined anew. */
    private static final Duration UNDELIVERED_GRACE = Duration.ofSeconds(5);

    private final PlayerOperations players;
    private final SessionRegistry sessions;
    private final PlayerAddresses addresses;
    private final Fence fence;
    private final CellConfig config;

    HostSessionGateway(
            PlayerOperations players,
            SessionRegistry sessions,
            PlayerAddresses addresses,
            Fence fence,
            CellConfig config) {
        this.config = config;
        this.addresses = addresses;
        this.fence = fence;
        this.players = players;
        this.sessions = sessions;
    }

    @Override
    public Answer join(Join join, String source) {
        var request = new JoinRequest(join.player(), join.x(), join.y(), join.ticket(), source);
        return switch (players.join(request, CorrelationId.random())) {
            case JoinResult.Admitted(var session, var claims, var done, var continued) ->
                new Answer.Entered(session, claims, !continued);
            case JoinResult.OtherHost(var host, var cell) ->
                new Answer.Elsewhere(new Redirect(host, address(host), cell, ""));
        };
    }

    @Override
    public Answer resume(String token) {
        return players.movedTo(token)
                .<Answer>map(host -> new Answer.Elsewhere(new Redirect(host, address(host), "", token)))
                .orElseGet(() -> {
                    var known = players.resume(token);
                    return new Answer.Entered(known.session(), known.claims(), false);
                });
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // repeated until it is written; the socket does not wait for it
    public void leave(Session session, String reason) {
        players.leave(session, reason, CorrelationId.random());
    }

    @Override
    public void requireInWorld(double x, double y) {
        players.requireInWorld(x, y);
    }

    @Override
    public boolean isOpen() {
        return fence.isOpen();
    }

    @Override
    public String address(String host) {
        return addresses.of(host);
    }

    @Override
    public String publicUrl() {
        return addresses.own();
    }

    @Override
    public String token(SessionTokenClaims claims) {
        return players.token(claims);
    }

    @Override
    public void active(Session session) {
        sessions.active(session.id());
    }

    @Override
    public void disconnected(Session session, boolean delivered) {
        var grace = config.disconnectGrace();
        sessions.disconnected(
                session.id(), delivered || grace.compareTo(UNDELIVERED_GRACE) < 0 ? grace : UNDELIVERED_GRACE);
    }

    @Override
    public Optional<Departure> departure(Session session) {
        return sessions.has(session)
                ? Optional.empty()
                : Optional.of(new Departure(
                        sessions.movedTo(session.id()).map(host -> new SessionRedirect(host, session.epoch() + 1))));
    }
}
