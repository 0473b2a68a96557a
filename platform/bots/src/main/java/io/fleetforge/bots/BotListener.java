package io.fleetforge.bots;

import io.fleetforge.contracts.geometry.Point;

/** Observes what bots do. Bots call it on their own threads: implementations are thread-safe. */
public interface BotListener {

    /**
     * The join was acknowledged.
     *
     * @param token the session's first
     */
    void joined(String player, String session, String token);

    /** The position of the player in its last view. */
    void moved(String player, Point position);

    /** The player is about to request the end of its session. */
    void leaving(String player, String session);

    /** The end was acknowledged. */
    void left(String player, String session);

    /** The session was acknowledged and could not be resumed. */
    void lost(String player, String session, String reason);

    /** A listener that does nothing. */
    static BotListener none() {
        return new BotListener() {
            @Override
            public void joined(String player, String session, String token) {}

            @Override
            public void moved(String player, Point position) {}

            @Override
            public void leaving(String player, String session) {}

            @Override
            public void left(String player, String session) {}

            @Override
            public void lost(String player, String session, String reason) {}
        };
    }
}
