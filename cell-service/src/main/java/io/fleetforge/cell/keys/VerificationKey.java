package io.fleetforge.cell.keys;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Map;
import java.util.Objects;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The public half of a process's key.
 *
 * @param kid RFC 7638 thumbprint of the key, so that no record can replace the key of another process
 * @param x the 32 bytes of the key, base64url without padding
 * @param publicKey the same key, as a verifier takes it
 */
public record VerificationKey(String kid, String x, PublicKey publicKey) {

    private static final String THUMBPRINT_HASH = "SHA-256";

    public VerificationKey {
        Objects.requireNonNull(kid, "kid");
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(publicKey, "publicKey");
    }

    static VerificationKey of(OctetKeyPairJsonWebKey jwk) throws GeneralSecurityException {
        var x = jwk.toParams(OutputControlLevel.PUBLIC_ONLY).get(OctetKeyPairJsonWebKey.PUBLIC_KEY_MEMBER_NAME);
        return new VerificationKey(
                jwk.calculateBase64urlEncodedThumbprint(THUMBPRINT_HASH),
                String.valueOf(x),
                FastEd25519.of(jwk.getPublicKey()));
    }

    /**
     * Reads a published key.
     *
     * @param x the 32 bytes of an Ed25519 public key, base64url
     * @throws IllegalArgumentException when it is none
     */
    public static VerificationKey of(String x) {
        try {
            return of(new OctetKeyPairJsonWebKey(Map.of(
                    JsonWebKey.KEY_TYPE_PARAMETER,
                    OctetKeyPairJsonWebKey.KEY_TYPE,
                    OctetKeyPairJsonWebKey.SUBTYPE_MEMBER_NAME,
                    OctetKeyPairJsonWebKey.SUBTYPE_ED25519,
                    OctetKeyPairJsonWebKey.PUBLIC_KEY_MEMBER_NAME,
                    x)));
        } catch (JoseException
                | GeneralSecurityException
                | RuntimeException e) { // the library lets failures of the JDK's key factory through
            throw new IllegalArgumentException("not an Ed25519 public key: " + e.getMessage(), e);
        }
    }
}
