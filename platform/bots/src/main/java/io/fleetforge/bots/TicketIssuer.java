package io.fleetforge.bots;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** An identity provider for demos and tests: signs tickets (ES256) with a key that it makes. Thread-safe. */
public final class TicketIssuer implements TicketSource {

    private static final Duration LIFE = Duration.ofMinutes(10);

    private final String issuer;
    private final String audience;
    private final PublicJsonWebKey key;
    private final Clock clock;

    private TicketIssuer(String issuer, String audience, PublicJsonWebKey key, Clock clock) {
        this.issuer = issuer;
        this.audience = audience;
        this.key = key;
        this.clock = clock;
    }

    /** With a new key. */
    public static TicketIssuer create(String issuer, String audience, Clock clock) {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(UUID.randomUUID().toString());
            return new TicketIssuer(issuer, audience, key, clock);
        } catch (JoseException e) {
            throw new IllegalStateException("this JVM makes no P-256 keys", e);
        }
    }

    /**
     * With a key of {@link #privateKey}.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static TicketIssuer of(String privateKey, String issuer, String audience, Clock clock) {
        try {
            var key = PublicJsonWebKey.Factory.newPublicJwk(privateKey);
            if (key.getPrivateKey() == null) {
                throw new IllegalArgumentException("the JSON Web Key has no private part");
            }
            return new TicketIssuer(issuer, audience, key, clock);
        } catch (JoseException e) {
            throw new IllegalArgumentException("not a private JSON Web Key: " + e.getMessage(), e);
        }
    }

    /** The private key as a JSON Web Key. */
    public String privateKey() {
        return key.toJson(OutputControlLevel.INCLUDE_PRIVATE);
    }

    /** The public key as a JSON Web Key Set, for the WorldSpec. */
    public String keySet() {
        return new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    /** A ticket of {@code player}, valid for ten minutes. */
    @Override
    public String ticket(String player) {
        var now = clock.instant();
        var claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(audience);
        claims.setSubject(player);
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plus(LIFE).getEpochSecond()));
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setKey(key.getPrivateKey());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("a ticket could not be signed", e);
        }
    }
}
