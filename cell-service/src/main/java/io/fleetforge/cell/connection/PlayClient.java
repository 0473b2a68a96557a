package io.fleetforge.cell.connection;

import io.fleetforge.cell.connection.SessionGateway.Answer;
import io.fleetforge.cell.session.SessionRedirect;
import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.contracts.play.ClientMessage.Join;
import io.fleetforge.contracts.play.ClientMessage.Leave;
import io.fleetforge.contracts.play.ClientMessage.Move;
import io.fleetforge.contracts.play.ClientMessage.Ping;
import io.fleetforge.contracts.play.ClientMessage.Resume;
import io.fleetforge.contracts.play.RefusedFrameException;
import io.fleetforge.contracts.play.ServerMessage.Fault;
import io.fleetforge.contracts.play.ServerMessage.Pong;
import io.fleetforge.contracts.play.ServerMessage.Redirect;
import io.fleetforge.runtime.problem.ProblemException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One socket. It waits for a session, plays one, and is gone; the session outlives it.
 *
 * <pre>
 *   Waiting -join, resume-> Joining -let in-> Playing -goodbye, socket closed-> Gone
 *      ^---------- refused ---'
 * </pre>
 *
 * {@link #received} comes from the socket's thread, {@link #round} from its view thread, the rest from anywhere.
 */
final class PlayClient {

    private static final Logger LOG = Logger.getLogger(PlayClient.class);
    private static final int MOST_STRIKES = 20;
    private static final int FLOOD_FACTOR = 10;
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    sealed interface Phase {
        record Waiting(long sinceNs) implements Phase {}

        record Joining() implements Phase {}

        record Playing(PlaySession seat) implements Phase {}

        record Gone() implements Phase {}
    }

    private static final Phase JOINING = new Phase.Joining();
    private static final Phase GONE = new Phase.Gone();

    private final SendQueue out;
    private final ConnectionContext house;
    private final RateLimit rate;
    private final AtomicReference<Phase> phase;
    private volatile long heardNs;
    private long pingedNs;
    private int strikes;
    private long refusedSinceNs;
    private int refusedByRate;

    PlayClient(SendQueue out, ConnectionContext house) {
        this.out = out;
        this.house = house;
        var nowNs = house.clock().getAsLong();
        this.rate = new RateLimit(house.limits().inputsPerSecond(), nowNs);
        this.phase = new AtomicReference<>(new Phase.Waiting(nowNs));
        this.heardNs = nowNs;
        this.pingedNs = nowNs;
        this.refusedSinceNs = nowNs;
    }

    /** A frame came in. Never throws. */
    void received(Frame frame) {
        var nowNs = house.clock().getAsLong();
        heard(nowNs);
        house.metrics().frameIn();
        if (!rate.allows(nowNs)) {
            tooFast(nowNs);
            return;
        }
        try {
            handle(frame.decode(out.wire(), house.limits().maxFrameBytes()));
        } catch (RefusedFrameException e) {
            refuse(new Fault(e.reason().code(), String.valueOf(e.getMessage()), 0));
            strikes++;
            if (strikes > MOST_STRIKES) {
                close(CloseReason.TOO_MANY_ERRORS);
            }
        } catch (ProblemException e) {
            refuse(fault(e));
        }
    }

    /** The client answered a ping. */
    void ponged() {
        heard(house.clock().getAsLong());
    }

    /** The socket is gone; the session stays. */
    void disconnected() {
        out.closed();
        vacate();
    }

    /** Says goodbye and closes. */
    void close(CloseReason goodbye) {
        out.close(goodbye);
        vacate();
    }

    /** Sends the player after its session. */
    void follow(SessionRedirect home) {
        seat().ifPresent(seat -> out.send(new Redirect(
                home.host(),
                house.door().address(home.host()),
                "",
                house.door().token(seat.proof().at(home.epoch())))));
        close(CloseReason.ELSEWHERE);
    }

    /** What is due: views, pings, and the end of sockets that do not do their part. The view thread only. */
    void round(long nowNs) {
        var limits = house.limits();
        switch (phase.get()) {
            case Phase.Waiting(var sinceNs) -> {
                if (nowNs - sinceNs > limits.joinWithin().toNanos()) {
                    close(CloseReason.NOT_JOINED);
                }
            }
            case Phase.Joining joining -> {}
            case Phase.Playing(var seat) -> {
                if (house.door().isOpen()) {
                    seat.round(out, nowNs);
                } else {
                    close(CloseReason.FENCED);
                }
            }
            case Phase.Gone gone -> {
                return;
            }
        }
        if (out.stalledNs(nowNs) > limits.slowAfter().toNanos()) {
            house.metrics().slowReader();
            close(CloseReason.SLOW_READER);
        } else if (nowNs - heardNs > limits.silentAfter().toNanos()) {
            close(CloseReason.SILENT);
        } else if (nowNs - pingedNs > limits.pingEvery().toNanos()) {
            pingedNs = nowNs;
            out.ping();
        }
    }

    private void handle(ClientMessage message) {
        switch (message) {
            case Join join -> enter(() -> house.door().join(join), true);
            case Resume(var token) -> enter(() -> house.door().resume(token), false);
            case Move move -> acting(seat -> move(seat, move));
            case Leave() -> acting(this::leave);
            case Ping(var nonce) -> out.send(new Pong(nonce));
        }
    }

    /** A host that may be replaced takes nothing: the player comes again, to whoever has the session then. */
    private void acting(Consumer<PlaySession> action) {
        var seat = playing();
        if (house.door().isOpen()) {
            action.accept(seat);
        } else {
            close(CloseReason.FENCED);
        }
    }

    private void move(PlaySession seat, Move move) {
        house.door().requireInWorld(move.x(), move.y());
        if (seat.session().takes(move.seq())) {
            seat.lane().offer(move);
        } else {
            house.metrics().refused("replayed"); // said again after a lost answer, most likely: nothing to tell
        }
    }

    private void leave(PlaySession seat) {
        house.blocking().execute(() -> guarded(() -> house.door().leave(seat.session(), "Left")));
    }

    /**
     * @param fresh whether what is let in is a session that nobody knows yet
     */
    private void enter(Supplier<Answer> door, boolean fresh) {
        if (!(phase.get() instanceof Phase.Waiting waiting) || !phase.compareAndSet(waiting, JOINING)) {
            throw new ProblemException(409, "second-join", "this socket has its session, or is about to");
        }
        house.blocking().execute(() -> {
            guarded(() -> {
                switch (door.get()) {
                    case Answer.Entered(var session, var proof) -> sit(new PlaySession(session, proof, house), fresh);
                    case Answer.Elsewhere(var redirect) -> {
                        out.send(redirect);
                        close(CloseReason.ELSEWHERE);
                    }
                }
            });
            phase.compareAndSet(JOINING, new Phase.Waiting(house.clock().getAsLong()));
        });
    }

    private void sit(PlaySession seat, boolean fresh) {
        var session = seat.session();
        house.seats()
                .take(session.id(), this)
                .filter(other -> other != this)
                .ifPresent(other -> other.close(CloseReason.SUPERSEDED));
        if (phase.compareAndSet(JOINING, new Phase.Playing(seat)) && out.isOpen()) {
            heard(house.clock().getAsLong());
            seat.welcome(out);
            return;
        }
        house.seats().release(session.id(), this);
        if (fresh) { // whoever asked never heard of it, and could not come back to it
            house.door().leave(session, "NotHeard");
        }
    }

    /** Runs what may be refused, or may fail, and tells the client. */
    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (ProblemException e) {
            refuse(fault(e));
        } catch (RuntimeException e) {
            LOG.error("a player's request failed", e);
            refuse(new Fault("internal", "an unexpected error", 1));
        }
    }

    /** One word per second about it; a flood ends the socket. */
    private void tooFast(long nowNs) {
        if (nowNs - refusedSinceNs > SECOND_NS) {
            refusedSinceNs = nowNs;
            refusedByRate = 0;
        }
        refusedByRate++;
        if (refusedByRate == 1) {
            out.send(new Fault(
                    "rate-limited",
                    "more than " + rate.perSecond()
                            + " frames per second are refused (fleetforge.cell.play.inputs-per-second)",
                    1));
        }
        house.metrics().refused("rate-limited");
        if (refusedByRate > FLOOD_FACTOR * rate.perSecond()) {
            close(CloseReason.RATE_LIMITED);
        }
    }

    private void refuse(Fault fault) {
        house.metrics().refused(fault.code());
        out.send(fault);
    }

    private void heard(long nowNs) {
        heardNs = nowNs;
        seat().ifPresent(seat -> house.door().seen(seat.session()));
    }

    private void vacate() {
        if (phase.getAndSet(GONE) instanceof Phase.Playing(var seat)) {
            house.seats().release(seat.session().id(), this);
        }
    }

    private Optional<PlaySession> seat() {
        return phase.get() instanceof Phase.Playing(var seat) ? Optional.of(seat) : Optional.empty();
    }

    private PlaySession playing() {
        return seat().orElseThrow(() -> new ProblemException(409, "not-joined", "join or resume first"));
    }

    private static Fault fault(ProblemException problem) {
        var seconds = problem.headers().get("Retry-After");
        return new Fault(
                problem.code(), String.valueOf(problem.getMessage()), seconds == null ? 0 : Integer.parseInt(seconds));
    }
}
