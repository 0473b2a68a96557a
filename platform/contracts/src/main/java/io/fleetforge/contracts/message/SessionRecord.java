package io.fleetforge.contracts.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A live session: written when it starts and with each adoption, removed by a tombstone when it ends.
 * Key {@code ns/world/session}.
 *
 * @param session id of the session, also of its entity
 * @param epoch 1 for the process that opened it, one more with each adoption: the higher one counts, independent of clocks
 * @param tokenHash SHA-256 of the session's token in hexadecimal digits; the token itself is never stored
 * @param host pod that owns the session
 * @param incarnation of that pod
 * @param processId id of the process in it
 * @param subject of the ticket that opened the session; null in Open mode
 */
public record SessionRecord(
        WorldRef world,
        String session,
        String player,
        long epoch,
        String tokenHash,
        String host,
        long incarnation,
        String processId,
        double x,
        double y,
        Instant at,
        @Nullable SubjectClaim subject) {

    public SessionRecord {
        Objects.requireNonNull(world, "world");
        WorldRef.requireText(session, "session");
        WorldRef.requireText(player, "player");
        WorldRef.requireText(tokenHash, "tokenHash");
        WorldRef.requireText(host, "host");
        WorldRef.requireText(processId, "processId");
        Objects.requireNonNull(at, "at");
        // Records from before sessions had an epoch name none.
        epoch = Math.max(1, epoch);
    }

    /** A record of a session without subject. */
    public SessionRecord(
            WorldRef world,
            String session,
            String player,
            long epoch,
            String tokenHash,
            String host,
            long incarnation,
            String processId,
            double x,
            double y,
            Instant at) {
        this(world, session, player, epoch, tokenHash, host, incarnation, processId, x, y, at, null);
    }

    @JsonIgnore
    public String key() {
        return key(world, session);
    }

    public static String key(WorldRef world, String session) {
        return world.key() + "/" + session;
    }
}
