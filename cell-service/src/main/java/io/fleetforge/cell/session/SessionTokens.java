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
 * Issues and verifies session tokens: JWT, HS256 with the world's key, bound to world, session and the session's epoch. A token is
 * valid on every host of the world. Validity does not mean that the session still exists: callers ask the registry too.
 * Thread-safe.
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
    public sealed interface TokenResult {
        record Valid(SessionTokenClaims claims) implements TokenResult {}

        /** It was good once. */
        record Expired() implements TokenResult {}

        /** Another key, another world, changed, or no token at all. */
        record Forged() implements TokenResult {}
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

    public String issue(SessionTokenClaims claims) {
        var now = clock.instant();
        return Jwt.issuer(ISSUER)
                .audience(world)
                .subject(claims.session())
                .claim(EPOCH, claims.epoch())
                .claim(SECRET, claims.secret())
                .issuedAt(now)
                .expiresAt(now.plus(life))
                .jws()
                .algorithm(SignatureAlgorithm.HS256)
                .sign(key);
    }

    public TokenResult verify(String token) {
        try {
            return valid(parser.parse(token));
        } catch (ParseException e) {
            return e.getCause() instanceof InvalidJwtException invalid && invalid.hasExpired()
                    ? new TokenResult.Expired()
                    : new TokenResult.Forged();
        }
    }

    private static TokenResult valid(JsonWebToken token) {
        if (token.getClaim(SECRET) instanceof String secret
                && token.getClaim(EPOCH) instanceof JsonNumber epoch
                && epoch.longValue() >= 1) {
            return new TokenResult.Valid(new SessionTokenClaims(token.getSubject(), epoch.longValue(), secret));
        }
        return new TokenResult.Forged();
    }
}
