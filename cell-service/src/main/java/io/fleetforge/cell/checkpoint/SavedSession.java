package io.fleetforge.cell.checkpoint;

import io.fleetforge.cell.simulation.EntityStore.Entity;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A session with its entity. Holds the hash of the token, never the token.
 *
 * @param epoch 1 for the process that opened the session, one more with each adoption
 * @param tokenHash SHA-256 of the session's token, 64 lower-case hexadecimal digits
 */
public record SavedSession(Entity entity, String player, long epoch, String tokenHash) {

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

    public String id() {
        return entity.id();
    }

    @Override
    public String toString() {
        return "session " + entity + " of " + player + " at epoch " + epoch;
    }
}
