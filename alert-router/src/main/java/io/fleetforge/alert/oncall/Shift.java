package io.fleetforge.alert.oncall;

import java.time.Instant;

/**
 * A user's time on call.
 *
 * @param until not part of it
 */
public record Shift(String user, Instant from, Instant until) {

    public Shift {
        if (user.isBlank()) {
            throw new IllegalArgumentException("a shift needs a user");
        }
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("shift of %s ends at %s, not after %s".formatted(user, until, from));
        }
    }

    boolean contains(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }
}
