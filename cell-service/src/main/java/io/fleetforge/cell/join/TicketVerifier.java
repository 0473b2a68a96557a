package io.fleetforge.cell.join;

import io.fleetforge.contracts.hash.Sha256;
import java.time.Clock;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;

/**
 * Verifies tickets: JWT with an asymmetric signature of the identity provider, for this issuer and audience, with subject and
 * expiry. Clocks may differ by thirty seconds. Thread-safe.
 */
final class TicketVerifier {

    private static final int SKEW_SECONDS = 30;
    private static final AlgorithmConstraints ASYMMETRIC = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.EDDSA,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256);

    private final String issuer;
    private final String audience;
    private final KeySetSource keys;
    private final Clock clock;

    TicketVerifier(String issuer, String audience, KeySetSource keys, Clock clock) {
        this.issuer = issuer;
        this.audience = audience;
        this.keys = keys;
        this.clock = clock;
    }

    TicketResult verify(String ticket) {
        JwksVerificationKeyResolver resolver;
        try {
            resolver = new JwksVerificationKeyResolver(keys.current().getJsonWebKeys());
        } catch (IllegalStateException e) {
            return new TicketResult.NoKeys(String.valueOf(e.getMessage()));
        }
        var consumer = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ASYMMETRIC)
                .setVerificationKeyResolver(resolver)
                .setExpectedIssuer(issuer)
                .setExpectedAudience(audience)
                .setRequireSubject()
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(SKEW_SECONDS)
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
        try {
            var claims = consumer.processToClaims(ticket);
            var subject = claims.getSubject();
            return subject.isBlank()
                    ? new TicketResult.Invalid("sub is empty")
                    : new TicketResult.Valid(new Ticket(Sha256.hex(issuer + "\n" + subject), claims.getJwtId()));
        } catch (InvalidJwtException e) {
            return result(e);
        } catch (MalformedClaimException | RuntimeException e) { // the parser lets failures of its input through
            return new TicketResult.Invalid("it is not a signed JWT");
        }
    }

    private TicketResult result(InvalidJwtException e) {
        if (e.hasErrorCode(ErrorCodes.ISSUER_INVALID) || e.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return new TicketResult.Invalid("iss must be " + issuer);
        }
        if (e.hasErrorCode(ErrorCodes.AUDIENCE_INVALID) || e.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return new TicketResult.Invalid("aud must contain " + audience);
        }
        if (e.hasErrorCode(ErrorCodes.SUBJECT_MISSING)) {
            return new TicketResult.Invalid("sub is missing");
        }
        if (e.hasErrorCode(ErrorCodes.EXPIRATION_MISSING)) {
            return new TicketResult.Invalid("exp is missing");
        }
        if (e.hasExpired() || e.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return new TicketResult.OutOfTime();
        }
        var codes = List.of(ErrorCodes.SIGNATURE_INVALID, ErrorCodes.SIGNATURE_MISSING);
        return new TicketResult.Invalid(
                codes.stream().anyMatch(e::hasErrorCode)
                        ? "its signature is not of a key of the identity provider"
                        : "it is not a JWT that a key of the identity provider signed");
    }
}
