package io.fleetforge.contracts.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session that one host hands off to another: from this record on the sender does not own it, and the receiver adopts it at
 * {@code epoch + 1}. Key {@code ns/world/session/epoch}. A record below an epoch that the receiver knows of the session is out of
 * date.
 *
 * @param epoch of the session at the sender
 * @param tokenHash SHA-256 of the session's token in hexadecimal digits
 * @param sender process that owned the session
 * @param host pod that shall own it
 * @param incarnation of that pod
 * @param motion position and target of the session's entity
 * @param subject of the ticket that opened the session; null in Open mode
 */
public record SessionHandoff(
        WorldRef world,
        String session,
        String player,
        long epoch,
        String tokenHash,
        Sender sender,
        String host,
        long incarnation,
        Motion motion,
        Instant at,
        @Nullable SubjectClaim subject) {

    public SessionHandoff {
        Objects.requireNonNull(world, "world");
        WorldRef.requireText(session, "session");
        WorldRef.requireText(player, "player");
        WorldRef.requireText(tokenHash, "tokenHash");
        Objects.requireNonNull(sender, "sender");
        WorldRef.requireText(host, "host");
        Objects.requireNonNull(motion, "place");
        Objects.requireNonNull(at, "at");
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch must be >= 1, got " + epoch);
        }
    }

    /** A handoff of a session without subject. */
    public SessionHandoff(
            WorldRef world,
            String session,
            String player,
            long epoch,
            String tokenHash,
            Sender sender,
            String host,
            long incarnation,
            Motion motion,
            Instant at) {
        this(world, session, player, epoch, tokenHash, sender, host, incarnation, motion, at, null);
    }

    /** The process that hands the session off. */
    public record Sender(String host, long incarnation, String processId) {
        public Sender {
            WorldRef.requireText(host, "sender host");
            WorldRef.requireText(processId, "sender process id");
        }
    }

    /** Position and target; all finite. */
    public record Motion(double x, double y, double targetX, double targetY) {
        public Motion {
            if (!Double.isFinite(x) || !Double.isFinite(y) || !Double.isFinite(targetX) || !Double.isFinite(targetY)) {
                throw new IllegalArgumentException("a position must be finite");
            }
        }
    }

    @JsonIgnore
    public String key() {
        return key(world, session, epoch);
    }

    /** Of each epoch its own: compaction keeps a handoff although an earlier one of the session, sent again, lands behind it. */
    public static String key(WorldRef world, String session, long epoch) {
        return SessionRecord.key(world, session) + "/" + epoch;
    }
}
