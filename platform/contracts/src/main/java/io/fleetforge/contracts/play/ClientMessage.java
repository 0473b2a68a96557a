package io.fleetforge.contracts.play;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Messages from a client. Every message guards itself; the decoders refuse bad input by name before. */
public sealed interface ClientMessage {

    Pattern PLAYER = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /**
     * A new session for {@code player} at a position; in Ticket mode the session of the ticket's subject, where it is, when there is
     * one.
     *
     * @param ticket JWT of the game's identity provider; null in Open mode
     */
    record Join(String player, double x, double y, @Nullable String ticket) implements ClientMessage {
        public Join {
            if (!PLAYER.matcher(player).matches()) {
                throw new IllegalArgumentException("player must match " + PLAYER);
            }
            requireFinite(x, y);
            if (ticket != null && (ticket.isEmpty() || ticket.length() > PlayProtocol.MAX_TICKET)) {
                throw new IllegalArgumentException("ticket must be 1 to " + PlayProtocol.MAX_TICKET + " characters");
            }
        }

        /** A join without ticket. */
        public Join(String player, double x, double y) {
            this(player, x, y, null);
        }

        @Override
        public String toString() {
            return "Join[player=" + player + ", x=" + x + ", y=" + y + "]";
        }
    }

    /** The session of this token again, on a new socket. */
    record Resume(String token) implements ClientMessage {
        public Resume {
            Objects.requireNonNull(token, "token");
            if (token.isEmpty() || token.length() > PlayProtocol.MAX_TOKEN) {
                throw new IllegalArgumentException("token must be 1 to " + PlayProtocol.MAX_TOKEN + " characters");
            }
        }

        @Override
        public String toString() {
            return "Resume[token=***]";
        }
    }

    /**
     * A new target.
     *
     * @param seq 1 to 2^32-1, higher than that of every input before in the session
     */
    record Move(long seq, double x, double y) implements ClientMessage {
        public Move {
            if (seq < 1 || seq > PlayProtocol.MAX_SEQ) {
                throw new IllegalArgumentException("seq must be 1 to " + PlayProtocol.MAX_SEQ + ", got " + seq);
            }
            requireFinite(x, y);
        }
    }

    /** The session ends. */
    record Leave() implements ClientMessage {}

    /** Answered by a pong with the same nonce. */
    record Ping(long nonce) implements ClientMessage {}

    private static void requireFinite(double x, double y) {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("x and y must be finite");
        }
    }
}
