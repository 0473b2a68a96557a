package io.fleetforge.cell.join;

import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/** Where the public keys of the game's identity provider come from. */
@FunctionalInterface
public interface KeySetSource {

    /**
     * The key set as it is now.
     *
     * @throws IllegalStateException when there is none: the message names the source
     */
    JsonWebKeySet current();

    /**
     * A key set that is part of the world's spec.
     *
     * @throws IllegalArgumentException when it is none
     */
    static KeySetSource inline(String json) {
        try {
            var keys = new JsonWebKeySet(json);
            return () -> keys;
        } catch (JoseException e) {
            throw new IllegalArgumentException(
                    "spec.players.auth.ticket.jwks is not a JSON Web Key Set: " + e.getMessage(), e);
        }
    }
}
