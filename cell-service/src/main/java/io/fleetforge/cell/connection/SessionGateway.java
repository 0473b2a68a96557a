package io.fleetforge.cell.connection;

import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.contracts.play.ClientMessage.Join;
import io.fleetforge.contracts.play.ServerMessage.Redirect;
import io.fleetforge.runtime.problem.ProblemException;

/** What the sockets need of the host: join, resume, leave, input. Blocking methods are marked. Thread-safe. */
interface SessionGateway {

    /** Result of a join or a resume. */
    sealed interface Answer {
        record Entered(Session session, SessionTokenClaims claims) implements Answer {}

        record Elsewhere(Redirect redirect) implements Answer {}
    }

    /**
     * Blocks until the session outlives a crash.
     *
     * @throws ProblemException when it is refused
     */
    Answer join(Join join);

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

    /** A fresh token. */
    String token(SessionTokenClaims claims);

    /** Marks the session as active now. */
    void active(Session session);
}
