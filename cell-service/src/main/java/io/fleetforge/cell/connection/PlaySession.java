package io.fleetforge.cell.connection;

import io.fleetforge.cell.interest.ClientView;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.contracts.play.ServerMessage.Joined;
import io.fleetforge.contracts.play.ServerMessage.Token;
import java.util.concurrent.TimeUnit;

/** A session and what its socket knows of it. {@link #round} is the view thread's alone, the rest is thread-safe. */
final class PlaySession {

    /** A client hears at least this often that nothing changed. */
    private static final long AT_LEAST_NS = TimeUnit.SECONDS.toNanos(1);

    private final Session session;
    private final SessionTokenClaims proof;
    private final ConnectionContext house;
    private final InputQueue lane;
    private final ClientView view;
    private volatile boolean welcomed;
    private long toldNs;
    private long tokenNs;

    PlaySession(Session session, SessionTokenClaims proof, ConnectionContext house) {
        this.session = session;
        this.proof = proof;
        this.house = house;
        var scenery = house.scenery();
        this.lane = new InputQueue(session, scenery::cell);
        this.view = new ClientView(session.id(), scenery::name, house.limits().viewLimit());
        this.tokenNs = house.clock().getAsLong();
    }

    Session session() {
        return session;
    }

    SessionTokenClaims proof() {
        return proof;
    }

    InputQueue lane() {
        return lane;
    }

    /** Says that the session is here; views follow. */
    void welcome(SendQueue out) {
        out.send(new Joined(
                session.id(),
                house.door().token(proof),
                session.cell(),
                session.epoch(),
                house.scenery().tick(session),
                session.lastSeq()));
        welcomed = true;
    }

    /** One round: waiting input on its way, changes told when the client has taken all before, the token kept young. */
    void round(SendQueue out, long nowNs) {
        lane.push();
        if (!welcomed || !out.isClear()) {
            return;
        }
        if (nowNs - tokenNs > house.tokenLife().toNanos() / 2) {
            tokenNs = nowNs;
            out.send(new Token(house.door().token(proof)));
        }
        var seen = house.scenery().around(session);
        if (seen.isEmpty()) {
            return;
        }
        var always = nowNs - toldNs >= AT_LEAST_NS;
        view.next(seen.get().own(), seen.get().around(), lane.acked(), always).ifPresent(delta -> {
            toldNs = nowNs;
            out.send(delta);
        });
    }
}
