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
            var keys = parse(json);
            return () -> keys;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("spec.players.auth.ticket.jwks: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a key set.
     *
     * @throws IllegalArgumentException when it is none, or has no key that this host can use
     */
    static JsonWebKeySet parse(String json) {
        JsonWebKeySet keys;
        try {
            keys = new JsonWebKeySet(json);
        } catch (JoseException | RuntimeException e) { // the parser casts what it finds
            throw new IllegalArgumentException("not a JSON Web Key Set: " + e.getMessage(), e);
        }
        if (keys.getJsonWebKeys().isEmpty()) {
            throw new IllegalArgumentException("the JSON Web Key Set has no usable key");
        }
        return keys;
    }
}
