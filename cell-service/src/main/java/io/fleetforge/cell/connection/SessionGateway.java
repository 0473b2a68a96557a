package io.fleetforge.cell.connection;

import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRedirect;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.contracts.play.ClientMessage.Join;
import io.fleetforge.contracts.play.ServerMessage.Redirect;
import io.fleetforge.runtime.problem.ProblemException;
import java.util.Optional;

/** What the sockets need of the host: join, resume, leave, input. Blocking methods are marked. Thread-safe. */
interface SessionGateway {

    /** Result of a join or a resume. */
    sealed interface Answer {
        /** @param fresh whether the session is new, so that no client has a token of it yet */
        record Entered(Session session, SessionTokenClaims claims, boolean fresh) implements Answer {}

        record Elsewhere(Redirect redirect) implements Answer {}
    }

    /**
     * Blocks until the session outlives a crash.
     *
     * @param source address of the client
     * @throws ProblemException when it is refused
     */
    Answer join(Join join, String source);

    /**
     * @throws ProblemException when the token is no good, or its session is not here
     */
    Answer resume(String token);

    /**
     * Blocks until the cell removed the entity; the socket is notified as for any other end.
     *
     * @throws ProblemException when the cell does not answer
     */
    void leave(Session session, String reason);

    /** @throws ProblemException when the position is outside the world */
    void requireInWorld(double x, double y);

    /** Whether this host may act for its players now. */
    boolean isOpen();

    /** Where players reach a host of the world; empty when it is not known here. */
    String address(String host);

    /** Public URL of this host; empty when it has none. */
    String publicUrl();

    /** A fresh token. */
    String token(SessionTokenClaims claims);

    /** Marks the session as active now. */
    void active(Session session);

    /**
     * The session's player has closed its socket, or this host has for a fault of the client: the session ends after a grace time.
     *
     * @param delivered whether the client may have a token of the session; else the grace time is short
     */
    void disconnected(Session session, boolean delivered);

    /** Where the session went from here, with its epoch there; empty while it is here. */
    Optional<Departure> departure(Session session);

    /**
     * A session that is not here any longer.
     *
     * @param redirect empty when it ended or its new host is not known
     */
    record Departure(Optional<SessionRedirect> redirect) {}
}
