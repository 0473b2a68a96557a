package io.fleetforge.cell.connection;

import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.contracts.play.ClientMessage.Join;
import io.fleetforge.contracts.play.ServerMessage.Redirect;
import io.fleetforge.runtime.problem.ProblemException;

/** How players get in and out, as this room needs it. Blocks where it says so. Thread-safe. */
interface SessionGateway {

    /** What came of an attempt to get in. */
    sealed interface Answer {
        record Entered(Session session, SessionTokenClaims proof) implements Answer {}

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
     * Blocks until the cell let go; the socket hears of it as of any other end.
     *
     * @throws ProblemException when the cell does not answer
     */
    void leave(Session session, String reason);

    /**
     * @throws ProblemException when it is not a place in the world
     */
    void requireInWorld(double x, double y);

    /** Whether this host may act for its players now. */
    boolean isOpen();

    /** Where players reach a host of the world; empty when it is not known here. */
    String address(String host);

    /** A fresh token. */
    String token(SessionTokenClaims proof);

    /** The player was heard of. */
    void seen(Session session);
}
