package io.fleetforge.cell.session;

import java.util.Objects;

/**
 * Where a session went.
 *
 * @param host pod that has it
 * @param address where players reach that pod
 * @param cell the session's cell there
 * @param epoch of the session there
 */
public record NewHome(String host, String address, String cell, long epoch) {
    public NewHome {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(cell, "cell");
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch must be >= 1, got " + epoch);
        }
    }
}
