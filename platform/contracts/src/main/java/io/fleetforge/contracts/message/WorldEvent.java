package io.fleetforge.contracts.message;

import java.time.Instant;
import java.util.Objects;

/**
 * An event of a world; the event type names the kind.
 *
 * @param at when, by the emitter's clock
 * @param revision topology revision it belongs to, 0 when there is none yet
 * @param reason machine-readable, CamelCase
 * @param message for people
 */
public record WorldEvent(WorldRef world, Instant at, long revision, String reason, String message) {
    public WorldEvent {
        Objects.requireNonNull(world, "world");
        Objects.requireNonNull(at, "at");
        WorldRef.requireText(reason, "reason");
        Objects.requireNonNull(message, "message");
    }
}
