package io.fleetforge.cell.connection;

import io.fleetforge.cell.connection.SessionGateway.Answer;
import io.fleetforge.cell.connection.SessionGateway.Departure;
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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * State machine of one socket: it waits for a session, plays one, and closes; the session outlives it.
 *
 * <pre>
 *   Waiting -join, resume-> Joining -admitted-> Playing -close, socket closed-> Closed
 *      ^---------- refused ----'
 * </pre>
 *
 * {@link #received} is called by the socket's thread, {@link #sendView} by the view thread, the rest by any thread.
 */
final class PlayClient {

    private static final Logger LOG = Logger.getLogger(PlayClient.class);

    sealed interface Phase {
        record Waiting(long sinceNs) implements Phase {}

        record Joining() implements Phase {}

        record Playing(PlaySession session) implements Phase {}

        record Closed() implements Phase {}
    }

    private static final Phase JOINING = new Phase.Joining();
    private static final Phase CLOSED = new Phase.Closed();

    private final SendQueue out;
    private final SessionGateway gateway;
    private final PlaySessions playSessions;
    private final ClientLimits limits;
    private final Executor blocking;
    private final AtomicReference<Phase> phase;

    /**
     * @param blocking runs what waits, one thread each
     */
    PlayClient(
            SendQueue out, SessionGateway gateway, PlaySessions playSessions, ClientLimits limits, Executor blocking) {
        this.out = out;
        this.gateway = gateway;
        this.playSessions = playSessions;
        this.limits = limits;
        this.blocking = blocking;
        this.phase = new AtomicReference<>(new Phase.Waiting(limits.nowNs()));
    }

    /** Handles a received frame. Never throws. */
    void received(Frame frame) {
        var intake = limits.frame();
        receivedSomething();
        switch (intake) {
            case ACCEPTED -> read(frame);
            case REFUSED ->
                out.send(new Fault(
                        "rate-limited",
                        "more than " + limits.perSecond()
                                + " frames per second are refused (fleetforge.cell.play.inputs-per-second)",
                        1));
            case DROPPED -> {}
            case FLOOD -> close(CloseReason.RATE_LIMITED);
        }
    }

    private void read(Frame frame) {
        try {
            handle(frame.decode(out.wire(), limits.maxFrameBytes()));
        } catch (RefusedFrameException e) {
            refuse(new Fault(e.reason().code(), String.valueOf(e.getMessage()), 0));
            if (!limits.unreadable()) {
                close(CloseReason.TOO_MANY_ERRORS);
            }
        } catch (ProblemException e) {
            refuse(fault(e));
        }
    }

    /** The client answered a ping. */
    void ponged() {
        limits.active();
        receivedSomething();
    }

    /** The socket is gone; the session stays for a grace time. */
    void disconnected() {
        out.closed();
        unbind().ifPresent(this::expire);
    }

    /** Sends the close message and closes the socket. */
    void close(CloseReason reason) {
        out.close(reason);
        unbind().filter(playSession -> reason.isFaultOfClient()).ifPresent(this::expire);
    }

    private void expire(PlaySession playSession) {
        gateway.disconnected(playSession.session(), playSession.isDelivered());
    }

    /** Sends the player after its session. */
    void follow(SessionRedirect redirect) {
        playSession()
                .ifPresent(playSession -> out.send(new Redirect(
                        redirect.host(),
                        gateway.address(redirect.host()),
                        "",
                        playSession.token().sign(redirect.epoch()))));
        close(CloseReason.ELSEWHERE);
    }

    /** What is due: views, pings, and the end of sockets that do not do their part. The view thread only. */
    void sendView(long nowNs) {
        switch (phase.get()) {
            case Phase.Waiting(var sinceNs) -> {
                if (limits.joinIsLate(sinceNs, nowNs)) {
                    close(CloseReason.NOT_JOINED);
                }
            }
            case Phase.Joining joining -> {}
            case Phase.Playing(var playSession) -> {
                if (gateway.isOpen()) {
                    playSession.sendView(out, nowNs);
                } else {
                    close(CloseReason.FENCED);
                }
            }
            case Phase.Closed gone -> {
                return;
            }
        }
        var exceeded = limits.exceeded(out, nowNs);
        if (exceeded.isPresent()) {
            close(exceeded.get());
        } else if (limits.pingIsDue(nowNs)) {
            out.ping();
        }
    }

    private void handle(ClientMessage message) {
        switch (message) {
            case Join join -> enter(() -> gateway.join(join, out.remoteAddress()));
            case Resume(var token) -> enter(() -> gateway.resume(token));
            case Move move -> acting(playSession -> move(playSession, move));
            case Leave() -> acting(this::leave);
            case Ping(var nonce) -> out.send(new Pong(nonce));
        }
    }

    /** A self-fenced host applies nothing: the client reconnects to whichever host owns the session then. */
    private void acting(Consumer<PlaySession> action) {
        var playSession = playing();
        if (gateway.isOpen()) {
            action.accept(playSession);
        } else {
            close(CloseReason.FENCED);
        }
    }

    private void move(PlaySession playSession, Move move) {
        gateway.requireInWorld(move.x(), move.y());
        if (playSession.session().accepts(move.seq())) {
            playSession.inputs().offer(move);
        } else {
            limits.refused("replayed"); // most likely a retry after a lost answer: no reply is needed
        }
    }

    private void leave(PlaySession playSession) {
        blocking.execute(() -> guarded(() -> gateway.leave(playSession.session(), "Left")));
    }

    private void enter(Supplier<Answer> admission) {
        if (!(phase.get() instanceof Phase.Waiting waiting) || !phase.compareAndSet(waiting, JOINING)) {
            throw new ProblemException(409, "second-join", "this socket has its session, or is about to");
        }
        blocking.execute(() -> {
            var retryAfter = guarded(() -> {
                switch (admission.get()) {
                    case Answer.Entered(var session, var claims, var fresh) ->
                        play(playSessions.create(session, claims, fresh));
                    case Answer.Elsewhere(var redirect) -> {
                        out.send(redirect);
                        close(CloseReason.ELSEWHERE);
                    }
                }
            });
            // The client has its time to join again after the pause that it was asked for.
            phase.compareAndSet(JOINING, new Phase.Waiting(limits.nowNs() + retryAfter.toNanos()));
        });
    }

    private void play(PlaySession playSession) {
        var session = playSession.session();
        playSessions
                .bind(session.id(), this)
                .filter(other -> other != this)
                .ifPresent(other -> other.close(CloseReason.SUPERSEDED));
        if (phase.compareAndSet(JOINING, new Phase.Playing(playSession)) && out.isOpen()) {
            limits.active();
            gateway.active(session);
            playSession.welcome(out, gateway.publicUrl());
            gateway.departure(session).ifPresent(this::depart); // notified before this socket was bound
            return;
        }
        playSessions.release(session.id(), this);
        if (playSession.isDelivered()) {
            expire(playSession);
        } else { // its client never received the token and could not resume it
            gateway.leave(session, "NotDelivered");
        }
    }

    private void depart(Departure departure) {
        departure.redirect().ifPresentOrElse(this::follow, () -> close(CloseReason.ELSEWHERE));
    }

    /**
     * Runs {@code action}; a refusal or a failure becomes a fault message to the client.
     *
     * @return the pause that the client is asked for; zero for none
     */
    private Duration guarded(Runnable action) {
        Fault fault;
        try {
            action.run();
            return Duration.ZERO;
        } catch (ProblemException e) {
            fault = fault(e);
        } catch (RuntimeException e) {
            LOG.error("a player's request failed", e);
            fault = new Fault("internal", "an unexpected error", 1);
        }
        refuse(fault);
        return Duration.ofSeconds(fault.retryAfterSeconds());
    }

    private void refuse(Fault fault) {
        limits.refused(fault.code());
        out.send(fault);
    }

    private void receivedSomething() {
        playSession().ifPresent(playSession -> {
            gateway.active(playSession.session());
            playSession.delivered();
        });
    }

    /** Ends the part of this socket; returns the session that was bound to it until now. */
    private Optional<PlaySession> unbind() {
        return phase.getAndSet(CLOSED) instanceof Phase.Playing(var playSession)
                        && playSessions.release(playSession.session().id(), this)
                ? Optional.of(playSession)
                : Optional.empty();
    }

    private Optional<PlaySession> playSession() {
        return phase.get() instanceof Phase.Playing(var playSession) ? Optional.of(playSession) : Optional.empty();
    }

    private PlaySession playing() {
        return playSession().orElseThrow(() -> new ProblemException(409, "not-joined", "join or resume first"));
    }

    private static Fault fault(ProblemException problem) {
        var seconds = problem.headers().get("Retry-After");
        return new Fault(
                problem.code(), String.valueOf(problem.getMessage()), seconds == null ? 0 : Integer.parseInt(seconds));
    }
}
