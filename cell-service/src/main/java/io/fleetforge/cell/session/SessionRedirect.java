package io.fleetforge.cell.session;

import java.util.Objects;

/**
 * Where a session went.
 *
 * @param host pod that has it
 * @param epoch of the session there
 */
public record SessionRedirect(String host, long epoch) {
    public SessionRedirect {
        Objects.requireNonNull(host, "host");
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch must be >= 1, got " + epoch);
        }
    }
}
