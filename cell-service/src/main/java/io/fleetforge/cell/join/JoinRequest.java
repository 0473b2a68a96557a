package io.fleetforge.cell.join;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A join as an edge received it.
 *
 * @param player name, a label
 * @param x position where a new session starts; one that exists stays where it is
 * @param ticket JWT of the game's identity provider; null when the client sent none
 * @param source address of the client
 */
public record JoinRequest(
        String player, double x, double y, @Nullable String ticket, String source) {
    public JoinRequest {
        Objects.requireNonNull(player, "player");
        Objects.requireNonNull(source, "source");
    }

    @Override
    public String toString() {
        return "join of " + player + " at (" + x + ", " + y + ")";
    }
}
