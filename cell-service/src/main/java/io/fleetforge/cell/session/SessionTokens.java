package io.fleetforge.cell.session;

import io.fleetforge.cell.keys.KeyRing;
import io.fleetforge.cell.keys.SigningKey;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Issues and verifies session tokens: JWT, signed with the Ed25519 key of the issuing process, bound to world, session and the
 * session's epoch. Every host of the world verifies them with the published key. Validity does not mean that the session still
 * exists: callers ask the registry too. Thread-safe.
 */
public final class SessionTokens {

    private static final String ISSUER = "fleetforge";
    private static final String EPOCH = "epoch";
    private static final String SECRET = "secret";
    private static final ProviderContext IMPLEMENTATION = SigningKey.implementation();
    private static final String TYPE = "JWT";
    private static final Pattern KID = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** Keys are published again each six hours and kept for 48. */
    private static final Duration MAX_LIFE = Duration.ofHours(36);

    /** Several times the size of a token. */
    private static final int MAX_CHARS = 2048;

    private final String world;
    private final Clock clock;
    private final Duration life;
    private final SigningKey key;
    private final KeyRing ring;

    /** What a token is worth. */
    public sealed interface TokenResult {
        /** It is this world's. */
        record Valid(SessionTokenClaims claims) implements TokenResult {}

        /** It was good once. */
        record Expired() implements TokenResult {}

        /** Another key, another world, changed, or no token at all. */
        record Forged() implements TokenResult {}

        /** It names a key that is not known here yet; its record may arrive. */
        record UnknownKey() implements TokenResult {}
    }

    /**
     * @param key of this process
     * @param ring keys of the other processes
     * @param world UID of the world
     * @param life how long a token is good after it was made
     */
    public SessionTokens(SigningKey key, KeyRing ring, String world, Clock clock, Duration life) {
        if (life.isNegative() || life.isZero()) {
            throw new IllegalArgumentException("tokens must live longer than zero, got " + life);
        }
        if (life.compareTo(MAX_LIFE) > 0) {
            throw new IllegalArgumentException("fleetforge.cell.session-token-life is " + life + ", above the limit of "
                    + MAX_LIFE + ": the public keys are kept for two days");
        }
        this.world = world;
        this.clock = clock;
        this.life = life;
        this.key = key;
        this.ring = ring;
    }

    public Duration life() {
        return life;
    }

    /** Whether other hosts can verify what {@link #issue} returns. */
    public boolean areVerifiable() {
        return ring.isOwnPublished();
    }

    public String issue(SessionTokenClaims claims) {
        var now = clock.instant();
        var content = new JwtClaims();
        content.setIssuer(ISSUER);
        content.setAudience(world);
        content.setSubject(claims.session());
        content.setClaim(EPOCH, claims.epoch());
        content.setStringClaim(SECRET, claims.secret());
        content.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        content.setExpirationTime(NumericDate.fromSeconds(now.plus(life).getEpochSecond()));
        var signature = new JsonWebSignature();
        signature.setHeader("typ", TYPE);
        signature.setKeyIdHeaderValue(key.verification().kid());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
        signature.setProviderContext(IMPLEMENTATION);
        signature.setKey(key.privateKey());
        signature.setPayload(content.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("a session token could not be signed", e);
        }
    }

    public TokenResult verify(String token) {
        if (token.length() > MAX_CHARS) {
            return new TokenResult.Forged();
        }
        try {
            return valid(consumer().processToClaims(token));
        } catch (InvalidJwtException e) {
            if (e.getCause() instanceof MissingKeyException missing && ring.mayArrive(missing.kid)) {
                return new TokenResult.UnknownKey();
            }
            return e.hasExpired() ? new TokenResult.Expired() : new TokenResult.Forged();
        } catch (MalformedClaimException | RuntimeException e) { // the parser lets failures of its input through
            return new TokenResult.Forged();
        }
    }

    /** Cheap, and the time of evaluation is a setting of the consumer. */
    private JwtConsumer consumer() {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA))
                .setJwsProviderContext(IMPLEMENTATION)
                .setVerificationKeyResolver(this::resolve)
                .setExpectedIssuer(ISSUER)
                .setExpectedAudience(world)
                .setRequireSubject()
                .setRequireExpirationTime()
                .setEvaluationTime(
                        NumericDate.fromMilliseconds(Date.from(clock.instant()).getTime()))
                .build();
    }

    private Key resolve(JsonWebSignature signature, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        var kid = signature.getKeyIdHeaderValue();
        if (kid == null || !KID.matcher(kid).matches()) {
            throw new UnresolvableKeyException("the token names no key");
        }
        var found = ring.find(kid);
        if (found.isEmpty()) {
            throw new MissingKeyException(kid);
        }
        return found.get();
    }

    private static TokenResult valid(JwtClaims claims) throws MalformedClaimException {
        var epoch = claims.getClaimValue(EPOCH, Long.class);
        var secret = claims.getStringClaimValue(SECRET);
        return epoch != null && epoch >= 1 && secret != null
                ? new TokenResult.Valid(new SessionTokenClaims(claims.getSubject(), epoch, secret))
                : new TokenResult.Forged();
    }

    private static final class MissingKeyException extends UnresolvableKeyException {

        private static final long serialVersionUID = 1L;

        private final String kid;

        MissingKeyException(String kid) {
            super("the key " + kid + " is not known");
            this.kid = kid;
        }
    }
}
