package io.fleetforge.cell.session;

import java.util.Objects;

/**
 * Claims of a session token.
 *
 * @param epoch of the session when the token was made
 * @param secret the session's own, so that the world's key alone makes no valid token
 */
public record SessionTokenClaims(String session, long epoch, String secret) {
    public SessionTokenClaims {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(secret, "secret");
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch must be >= 1, got " + epoch);
        }
    }

    /** The same session, in the hands of another process. */
    public SessionTokenClaims at(long newEpoch) {
        return new SessionTokenClaims(session, newEpoch, secret);
    }

    @Override
    public String toString() {
        return "claims of " + session + " at epoch " + epoch;
    }
}
