package io.fleetforge.cell.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.cell.session.SessionTokens.TokenResult;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionTokensTest {

    private static final String KEY = key("a key of thirty-two bytes, or so");
    private static final Duration LIFE = Duration.ofHours(12);
    private static final SessionTokenClaims CLAIMS =
            new SessionTokenClaims("0b8f0f5e-3c6f-4d3b-9c53-0a6b8f0d1e2f", 3, "the-session's-own-secret");

    private final SessionTokens tokens = at(Clock.systemUTC());

    @Test
    void shouldVerifyOnEveryHostWhatOneHostIssued() {
        var elsewhere = at(Clock.systemUTC());

        assertThat(elsewhere.verify(tokens.issue(CLAIMS))).isEqualTo(new TokenResult.Valid(CLAIMS));
    }

    /** Forged tokens. */
    @Test
    void shouldRefuseTokensOfAnotherKeyAnotherWorldOrWithoutSignature() {
        var otherKey = new SessionTokens(key("another key of thirty-two bytes."), "u-1", Clock.systemUTC(), LIFE);
        var otherWorld = new SessionTokens(KEY, "u-2", Clock.systemUTC(), LIFE);
        var parts = tokens.issue(CLAIMS).split("\\.");
        var unsigned = base64("{\"alg\":\"none\"}") + "." + parts[1] + ".";
        var raised = parts[0] + "."
                + base64(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                        .replace("\"epoch\":3", "\"epoch\":4"))
                + "." + parts[2];

        for (var forged : List.of(
                otherKey.issue(CLAIMS), otherWorld.issue(CLAIMS), unsigned, raised, "", "a.b.c", parts[0], "é")) {
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

            assertThat(tokens.verify(changed)).isInstanceOf(TokenResult.Forged.class);
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
    void shouldRefuseAShortKey() {
        assertThatThrownBy(() -> new SessionTokens(key("short"), "u-1", Clock.systemUTC(), LIFE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32");
    }

    @Test
    void shouldShowNoSecretInItsText() {
        assertThat(CLAIMS.toString()).doesNotContain("secret");
    }

    private static SessionTokens at(Clock clock) {
        return new SessionTokens(KEY, "u-1", clock, LIFE);
    }

    private static String key(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
