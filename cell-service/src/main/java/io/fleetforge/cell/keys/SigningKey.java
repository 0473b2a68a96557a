package io.fleetforge.cell.keys;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.lang.JoseException;

/** The Ed25519 key of this process; its private half never leaves the process. Immutable. */
public final class SigningKey {

    private final PrivateKey privateKey;
    private final VerificationKey verification;

    private SigningKey(PrivateKey privateKey, VerificationKey verification) {
        this.privateKey = privateKey;
        this.verification = verification;
    }

    /** A new key. */
    public static SigningKey generate() {
        try {
            var jwk = OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
            return new SigningKey(FastEd25519.of(jwk.getPrivateKey()), VerificationKey.of(jwk));
        } catch (JoseException | GeneralSecurityException e) {
            throw new IllegalStateException("this JVM makes no Ed25519 keys", e);
        }
    }

    /** Signs the tokens of this process. */
    public PrivateKey privateKey() {
        return privateKey;
    }

    /** The implementation that signs and verifies with these keys. */
    public static ProviderContext implementation() {
        return FastEd25519.context();
    }

    /** What other hosts verify the tokens of this process with. */
    public VerificationKey verification() {
        return verification;
    }
}
