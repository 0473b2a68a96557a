package io.fleetforge.cell.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.cell.keys.KeyRing;
import io.fleetforge.cell.keys.SigningKey;
import io.fleetforge.cell.keys.VerificationKey;
import io.fleetforge.cell.session.SessionTokens.TokenResult;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;

class SessionTokensTest {

    private static final SigningKey KEY = SigningKey.generate();
    private static final KeyRing RING = new KeyRing(KEY.verification(), () -> 0);
    private static final Duration LIFE = Duration.ofHours(12);
    private static final SessionTokenClaims CLAIMS =
            new SessionTokenClaims("0b8f0f5e-3c6f-4d3b-9c53-0a6b8f0d1e2f", 3, "the-session's-own-secret");

    private final SessionTokens tokens = at(Clock.systemUTC());

    @Test
    void shouldVerifyOnEveryHostWhatOneHostIssued() {
        var other = SigningKey.generate();
        var ring = new KeyRing(other.verification(), () -> 0);
        var elsewhere = new SessionTokens(other, ring, "u-1", Clock.systemUTC(), LIFE);
        ring.add(VerificationKey.of(KEY.verification().x()));

        assertThat(elsewhere.verify(tokens.issue(CLAIMS))).isEqualTo(new TokenResult.Valid(CLAIMS));
    }

    @Test
    void shouldAskForARetryWhileTheKeyOfATokenMayArriveAndThenRefuseIt() {
        var nowNs = new AtomicLong();
        var other = SigningKey.generate();
        var ring = new KeyRing(other.verification(), nowNs::get);
        ring.complete();
        var elsewhere = new SessionTokens(other, ring, "u-1", Clock.systemUTC(), LIFE);
        var token = tokens.issue(CLAIMS);

        assertThat(elsewhere.verify(token)).isEqualTo(new TokenResult.UnknownKey());
        nowNs.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(elsewhere.verify(token)).isEqualTo(new TokenResult.Forged());
    }

    /** A key in the token's header, or a secret made of the public key, signs nothing. */
    @Test
    void shouldTakeNoOtherAlgorithmAndNoKeyOfTheToken() throws Exception {
        var attacker = OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
        var own = signature(AlgorithmIdentifiers.EDDSA, attacker.getPrivateKey());
        own.setJwkHeader(attacker);
        var symmetric = signature(
                AlgorithmIdentifiers.HMAC_SHA256,
                new HmacKey(KEY.verification().x().getBytes(StandardCharsets.UTF_8)));

        assertThat(tokens.verify(own.getCompactSerialization())).isInstanceOf(TokenResult.Forged.class);
        assertThat(tokens.verify(symmetric.getCompactSerialization())).isInstanceOf(TokenResult.Forged.class);
    }

    private JsonWebSignature signature(String algorithm, Key key) {
        var payload = tokens.issue(CLAIMS).split("\\.")[1];
        var signature = new JsonWebSignature();
        signature.setPayload(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setKeyIdHeaderValue(KEY.verification().kid());
        signature.setKey(key);
        return signature;
    }

    /** Forged tokens. */
    @Test
    void shouldRefuseTokensOfAnotherWorldChangedOrWithoutSignature() {
        var otherWorld = new SessionTokens(KEY, RING, "u-2", Clock.systemUTC(), LIFE);
        var parts = tokens.issue(CLAIMS).split("\\.");
        var unsigned = base64("{\"alg\":\"none\"}") + "." + parts[1] + ".";
        var raised = parts[0] + "."
                + base64(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                        .replace("\"epoch\":3", "\"epoch\":4"))
                + "." + parts[2];

        for (var forged : List.of(otherWorld.issue(CLAIMS), unsigned, raised, "", "a.b.c", parts[0], "é")) {
            assertThat(tokens.verify(forged)).as(forged).isInstanceOf(TokenResult.Forged.class);
        }
    }

    @Test
    void shouldThrowNothingForAnyToken() {
        var random = new Random(17);
        var good = tokens.issue(CLAIMS);
        for (var i = 0; i < 5_000; i++) {
            var bytes = good.toCharArray();
            for (var flips = random.nextInt(5); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (char) (32 + random.nextInt(96));
            }
            var changed = new String(bytes).substring(0, random.nextInt(bytes.length));

            assertThat(tokens.verify(changed)).isInstanceOfAny(TokenResult.Forged.class, TokenResult.UnknownKey.class);
        }
    }

    @Test
    void shouldDistinguishAnExpiredTokenFromAForgedOne() {
        var yesterday = at(Clock.offset(Clock.systemUTC(), Duration.ofHours(-13)));

        assertThat(tokens.verify(yesterday.issue(CLAIMS))).isInstanceOf(TokenResult.Expired.class);
    }

    /** A wall clock that jumps an hour invalidates no token. */
    @Test
    void shouldKeepTokensValidWhenTheClockJumpsAnHourEitherWay() {
        for (var jump : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
            var other = at(Clock.offset(Clock.systemUTC(), jump));

            assertThat(tokens.verify(other.issue(CLAIMS)))
                    .as("issued %s away", jump)
                    .isEqualTo(new TokenResult.Valid(CLAIMS));
        }
    }

    @Test
    void shouldRefuseALifeThatPublishedKeysDoNotReach() {
        assertThatThrownBy(() -> new SessionTokens(KEY, RING, "u-1", Clock.systemUTC(), Duration.ofHours(37)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fleetforge.cell.session-token-life")
                .hasMessageContaining("PT36H");
    }

    @Test
    void shouldShowNoSecretInItsText() {
        assertThat(CLAIMS.toString()).doesNotContain("secret");
    }

    private static SessionTokens at(Clock clock) {
        return new SessionTokens(KEY, RING, "u-1", clock, LIFE);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
