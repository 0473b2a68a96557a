package io.fleetforge.contracts.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Objects;

/** A player's session entered, crossed into or left a cell. Carries the cell's epoch; key {@code ns/world/cell}. */
public record SessionEvent(
        WorldRef world,
        String cell,
        long epoch,
        String session,
        String player,
        double x,
        double y,
        Instant at,
        String reason) {

    public SessionEvent {
        Objects.requireNonNull(world, "world");
        WorldRef.requireText(cell, "cell");
        WorldRef.requireText(session, "session");
        WorldRef.requireText(player, "player");
        Objects.requireNonNull(at, "at");
        WorldRef.requireText(reason, "reason");
    }

    @JsonIgnore
    public String key() {
        return world.key() + "/" + cell;
    }
}
