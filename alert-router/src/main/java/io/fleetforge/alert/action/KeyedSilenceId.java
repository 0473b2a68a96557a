package io.fleetforge.alert.action;

import io.fleetforge.alert.silence.Silence;
import io.fleetforge.runtime.rest.IdempotencyKey;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * Id of a silence that was created with an {@link IdempotencyKey}: a UUID of version 8 whose first half is of caller and key,
 * the second of the body. So every instance derives the same id, and sees from the silences alone how a key was used.
 */
record KeyedSilenceId(UUID id) {

    private static final int HEX_DIGITS = 16;
    private static final long VERSION = 0x8000L;
    private static final long VERSION_BITS = 0xf000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_BITS = 0xc000_0000_0000_0000L;

    /**
     * The id of a silence.
     *
     * @param key digest of caller and key, hexadecimal
     * @param body digest of the body, hexadecimal
     */
    static KeyedSilenceId of(String key, String body) {
        return new KeyedSilenceId(
                new UUID((half(key) & ~VERSION_BITS) | VERSION, (half(body) & ~VARIANT_BITS) | VARIANT));
    }

    private static long half(String digest) {
        return Long.parseUnsignedLong(digest.substring(0, HEX_DIGITS), 16);
    }

    String value() {
        return id.toString();
    }

    /**
     * The id that a call with the same key created; empty when there was none.
     *
     * @throws io.fleetforge.runtime.problem.ProblemException 422 when its body was another
     */
    Optional<String> createdBefore(Collection<Silence> silences) {
        var keyHalf = value().substring(0, value().lastIndexOf('-', value().lastIndexOf('-') - 1) + 1);
        var created = silences.stream()
                .map(Silence::id)
                .filter(other -> other.startsWith(keyHalf))
                .findFirst();
        if (created.isPresent() && !created.get().equals(value())) {
            throw IdempotencyKey.reused();
        }
        return created;
    }
}
