package io.fleetforge.cell.session;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import jakarta.json.JsonNumber;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * Makes and judges session tokens: JWT, HS256 with the world's key, bound to world, session and the session's epoch. A token
 * is good on every host of the world. That it was made here says nothing about whether the session still lives: whoever
 * judges asks the registry too. Thread-safe.
 */
public final class SessionTokens {

    private static final String ISSUER = "fleetforge";
    private static final String EPOCH = "epoch";
    private static final String SECRET = "secret";
    private static final int KEY_BYTES = 32;

    private final String world;
    private final Clock clock;
    private final Duration life;
    private final SecretKey key;
    private final JWTParser parser;

    /** What a token is worth. */
    public sealed interface Verdict {
        record Proven(SessionTokenClaims proof) implements Verdict {}

        /** It was good once. */
        record Expired() implements Verdict {}

        /** Another key, another world, changed, or no token at all. */
        record Forged() implements Verdict {}
    }

    /**
     * @param base64Key 32 bytes or more
     * @param world UID of the world
     * @param life how long a token is good after it was made
     */
    public SessionTokens(String base64Key, String world, Clock clock, Duration life) {
        var bytes = Base64.getDecoder().decode(base64Key);
        if (bytes.length < KEY_BYTES) {
            throw new IllegalArgumentException("the session key must have at least " + KEY_BYTES + " bytes");
        }
        if (life.isNegative() || life.isZero()) {
            throw new IllegalArgumentException("tokens must live longer than zero, got " + life);
        }
        this.world = world;
        this.clock = clock;
        this.life = life;
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
        var context = new JWTAuthContextInfo();
        context.setSecretVerificationKey(key);
        context.setSignatureAlgorithm(Set.of(SignatureAlgorithm.HS256));
        context.setIssuedBy(ISSUER);
        context.setExpectedAudience(Set.of(world));
        context.setRequiredClaims(Set.of("sub", EPOCH, SECRET));
        parser = new DefaultJWTParser(context);
    }

    public Duration life() {
        return life;
    }

    public String issue(SessionTokenClaims proof) {
        var now = clock.instant();
        return Jwt.issuer(ISSUER)
                .audience(world)
                .subject(proof.session())
                .claim(EPOCH, proof.epoch())
                .claim(SECRET, proof.secret())
                .issuedAt(now)
                .expiresAt(now.plus(life))
                .jws()
                .algorithm(SignatureAlgorithm.HS256)
                .sign(key);
    }

    public Verdict judge(String token) {
        try {
            return proven(parser.parse(token));
        } catch (ParseException e) {
            return e.getCause() instanceof InvalidJwtException invalid && invalid.hasExpired()
                    ? new Verdict.Expired()
                    : new Verdict.Forged();
        }
    }

    private static Verdict proven(JsonWebToken token) {
        if (token.getClaim(SECRET) instanceof String secret
                && token.getClaim(EPOCH) instanceof JsonNumber epoch
                && epoch.longValue() >= 1) {
            return new Verdict.Proven(new SessionTokenClaims(token.getSubject(), epoch.longValue(), secret));
        }
        return new Verdict.Forged();
    }
}
