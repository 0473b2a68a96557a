package io.fleetforge.cell.connection;

import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.gateway.PlayerGateway;
import io.fleetforge.cell.interest.RemoteGhosts;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.play.ClientMessage.Join;
import io.fleetforge.contracts.play.ServerMessage.Redirect;
import jakarta.inject.Singleton;

/** The door of the real host: what the REST edge uses, too. */
@Singleton
class HostSessionGateway implements SessionGateway {

    private final PlayerGateway doors;
    private final SessionRegistry sessions;
    private final RemoteGhosts neighbours;
    private final Fence fence;

    HostSessionGateway(PlayerGateway doors, SessionRegistry sessions, RemoteGhosts neighbours, Fence fence) {
        this.neighbours = neighbours;
        this.fence = fence;
        this.doors = doors;
        this.sessions = sessions;
    }

    @Override
    public Answer join(Join join) {
        doors.territory().requireInWorld(join.x(), join.y());
        var elsewhere = doors.territory().elsewhere(join.x(), join.y());
        if (elsewhere.isPresent()) {
            var cell = elsewhere.get();
            return new Answer.Elsewhere(new Redirect(cell.host(), address(cell.host()), cell.id(), ""));
        }
        var admitted = doors.admission().join(join.player(), join.x(), join.y(), CorrelationId.random());
        return new Answer.Entered(admitted.session(), admitted.proof());
    }

    @Override
    public Answer resume(String token) {
        return doors.keeper()
                .goneTo(token)
                .<Answer>map(host -> new Answer.Elsewhere(new Redirect(host, address(host), "", token)))
                .orElseGet(() -> {
                    var known = doors.keeper().resumed(token);
                    return new Answer.Entered(known.session(), known.proof());
                });
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // repeated until it is written; the socket does not wait for it
    public void leave(Session session, String reason) {
        doors.departures().leave(session, reason, CorrelationId.random());
    }

    @Override
    public void requireInWorld(double x, double y) {
        doors.territory().requireInWorld(x, y);
    }

    @Override
    public boolean isOpen() {
        return fence.isOpen();
    }

    @Override
    public String address(String host) {
        return neighbours.address(host);
    }

    @Override
    public String token(SessionTokenClaims proof) {
        return doors.keeper().token(proof);
    }

    @Override
    public void seen(Session session) {
        sessions.seen(session.id());
    }
}
