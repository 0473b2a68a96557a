package io.fleetforge.alert.oncall;

import java.time.Instant;

/**
 * A person's time on call.
 *
 * @param until not part of it
 */
public record Shift(String person, Instant from, Instant until) {

    public Shift {
        if (person.isBlank()) {
            throw new IllegalArgumentException("a shift has a person");
        }
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("shift of %s ends at %s, not after %s".formatted(person, until, from));
        }
    }

    boolean contains(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }
}
