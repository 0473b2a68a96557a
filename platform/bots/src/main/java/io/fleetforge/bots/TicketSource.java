package io.fleetforge.bots;

import org.jspecify.annotations.Nullable;

/** Where a bot gets the ticket that it joins with. Called on any thread. */
@FunctionalInterface
public interface TicketSource {

    /** A ticket of the player; null for a world in Open mode. */
    @Nullable
    String ticket(String player);

    /** No tickets. */
    static TicketSource none() {
        return player -> null;
    }
}
