package io.fleetforge.cell.checkpoint;

import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.SubjectClaim;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A session with its entity. Holds the hash of the token, never the token.
 *
 * @param epoch 1 for the process that opened the session, one more with each adoption
 * @param tokenHash SHA-256 of the session's token, 64 lower-case hexadecimal digits
 * @param subject of the ticket that opened it; null in Open mode, and in a checkpoint, which does not hold it
 */
public record SavedSession(
        Entity entity,
        String player,
        long epoch,
        String tokenHash,
        @Nullable SubjectClaim subject) {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public SavedSession {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(player, "player");
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch must be >= 1, got " + epoch);
        }
        if (!HASH.matcher(tokenHash).matches()) {
            throw new IllegalArgumentException("tokenHash must be 64 hexadecimal digits");
        }
    }

    /** A session without subject. */
    public SavedSession(Entity entity, String player, long epoch, String tokenHash) {
        this(entity, player, epoch, tokenHash, null);
    }

    /** The same session with the subject that the journal has. */
    public SavedSession of(@Nullable SubjectClaim journalled) {
        return new SavedSession(entity, player, epoch, tokenHash, journalled);
    }

    public String id() {
        return entity.id();
    }

    @Override
    public String toString() {
        return "session " + entity + " of " + player + " at epoch " + epoch;
    }
}
