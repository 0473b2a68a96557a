package io.fleetforge.controller.scaling;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A proposal that is not carried out.
 *
 * @param message names the field and the limit, and no cell: it stays the same while one cell after another meets it
 * @param until when the guard expires by itself; empty when an operator must change something
 */
public record Blocked(Reason reason, String message, Optional<Instant> until) {

    public Blocked {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(message, "message");
    }

    static Blocked of(Reason reason, String message) {
        return new Blocked(reason, message, Optional.empty());
    }
}
