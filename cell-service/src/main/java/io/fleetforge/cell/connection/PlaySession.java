package io.fleetforge.cell.connection;

import io.fleetforge.cell.interest.ClientView;
import io.fleetforge.cell.session.Session;
import io.fleetforge.contracts.play.ServerMessage.Joined;
import io.fleetforge.contracts.play.ServerMessage.Token;
import java.util.concurrent.TimeUnit;

/** A session and what its socket knows of it. {@link #sendView} is the view thread's alone, the rest is thread-safe. */
final class PlaySession {

    /** A client receives a delta at least this often, even when nothing changed. */
    private static final long AT_LEAST_NS = TimeUnit.SECONDS.toNanos(1);

    private final Session session;
    private final ClientToken token;
    private final AreaOfInterest areaOfInterest;
    private final InputQueue inputs;
    private final ClientView view;
    private volatile boolean welcomed;
    private volatile boolean delivered;
    private long sentNs;

    /**
     * @param fresh whether the session is new, so that its client has no token of it yet
     */
    PlaySession(Session session, ClientToken token, boolean fresh, AreaOfInterest areaOfInterest, ClientView view) {
        this.delivered = !fresh;
        this.session = session;
        this.token = token;
        this.areaOfInterest = areaOfInterest;
        this.inputs = new InputQueue(session, areaOfInterest::cell);
        this.view = view;
    }

    Session session() {
        return session;
    }

    ClientToken token() {
        return token;
    }

    /** The client has sent something after the joined message, so it has read the token. */
    void delivered() {
        if (welcomed) {
            delivered = true;
        }
    }

    /** Whether the client may have a token of the session. */
    boolean isDelivered() {
        return delivered;
    }

    InputQueue inputs() {
        return inputs;
    }

    /**
     * Sends the joined message; views follow.
     *
     * @param publicUrl of this host; empty when it has none
     */
    void welcome(SendQueue out, String publicUrl) {
        out.send(new Joined(
                session.id(),
                token.sign(),
                session.cell(),
                session.epoch(),
                areaOfInterest.tick(session),
                session.lastSeq(),
                publicUrl));
        welcomed = true;
    }

    /**
     * Pushes the waiting input, sends a delta when the client has read everything so far, and renews the token when it is due.
     */
    void sendView(SendQueue out, long nowNs) {
        inputs.push();
        if (!welcomed || !out.isClear()) {
            return;
        }
        token.renewal(nowNs).ifPresent(renewed -> out.send(new Token(renewed)));
        var surroundings = areaOfInterest.around(session);
        if (surroundings.isEmpty()) {
            return;
        }
        var always = nowNs - sentNs >= AT_LEAST_NS;
        view.next(surroundings.get().own(), surroundings.get().around(), inputs.acked(), always)
                .ifPresent(delta -> {
                    sentNs = nowNs;
                    out.send(delta);
                });
    }
}
