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
 * @param key null when the client sent none; of a join with a ticket, the ticket's id counts
 */
public record JoinRequest(
        String player,
        double x,
        double y,
        @Nullable String ticket,
        String source,
        @Nullable JoinKey key) {
    public JoinRequest {
        Objects.requireNonNull(player, "player");
        Objects.requireNonNull(source, "source");
    }

    /** A join that cannot be repeated, or only by the id of its ticket. */
    public JoinRequest(String player, double x, double y, @Nullable String ticket, String source) {
        this(player, x, y, ticket, source, null);
    }

    @Override
    public String toString() {
        return "join of " + player + " at (" + x + ", " + y + ")";
    }
}
