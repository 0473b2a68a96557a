package io.fleetforge.contracts.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Objects;

/**
 * An event of a cell on a host; the event type names the kind. A reader drops an event whose epoch is below the one it knows for the
 * cell.
 *
 * @param incarnation incarnation of the reporting host pod
 * @param revision topology revision that the host acted on
 */
public record CellEvent(
        WorldRef world,
        String cell,
        String host,
        long incarnation,
        long epoch,
        long revision,
        Instant at,
        String reason,
        String message) {

    public CellEvent {
        Objects.requireNonNull(world, "world");
        WorldRef.requireText(cell, "cell");
        WorldRef.requireText(host, "host");
        Objects.requireNonNull(at, "at");
        WorldRef.requireText(reason, "reason");
        Objects.requireNonNull(message, "message");
    }

    /** Record key {@code ns/world/cell}. */
    @JsonIgnore
    public String key() {
        return world.key() + "/" + cell;
    }
}
