package io.fleetforge.contracts.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Objects;

/**
 * The public key with which one host process signs the session tokens that it issues: any host of the world verifies them by
 * {@code kid}. Key {@code ns/world/kid}. Published when the process starts and again before the topic's retention would remove it.
 *
 * @param kid id of the key, as tokens name it in their header
 * @param publicKey Ed25519 public key: base64url of the 32 bytes {@code x} of a JWK, without padding
 * @param host pod of the process
 * @param processId id of the process
 */
public record SessionKey(WorldRef world, String kid, String publicKey, String host, String processId, Instant at) {

    public SessionKey {
        Objects.requireNonNull(world, "world");
        WorldRef.requireText(kid, "kid");
        WorldRef.requireText(publicKey, "publicKey");
        WorldRef.requireText(host, "host");
        WorldRef.requireText(processId, "processId");
        Objects.requireNonNull(at, "at");
    }

    @JsonIgnore
    public String key() {
        return world.key() + "/" + kid;
    }
}
