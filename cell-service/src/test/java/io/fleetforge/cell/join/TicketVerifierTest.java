package io.fleetforge.cell.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TicketVerifierTest {

    private static final String ISSUER = "https://id.example.org";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final PublicJsonWebKey key = key("k1");
    private final TicketVerifier verifier = verifier(KeySetSource.inline(set(key)));

    @Test
    void shouldIdentifyTheSubjectOfATicket() {
        var one = valid(verifier.verify(ticket(claims -> {})));
        var again = valid(verifier.verify(ticket(claims -> claims.setJwtId("another"))));
        var other = valid(verifier.verify(ticket(claims -> claims.setSubject("bob"))));

        assertThat(one.subjectHash())
                .isEqualTo(again.subjectHash())
                .isNotEqualTo(other.subjectHash())
                .doesNotContain("ann");
        assertThat(one.id()).isNull();
        assertThat(again.id()).isEqualTo("another");
    }

    @Test
    void shouldNameWhatIsWrongWithATicket() {
        assertThat(verifier.verify(ticket(claims -> claims.setIssuer("https://other"))))
                .isEqualTo(new TicketResult.Invalid("iss must be " + ISSUER));
        assertThat(verifier.verify(ticket(claims -> claims.setAudience("another-game"))))
                .isEqualTo(new TicketResult.Invalid("aud must contain my-game"));
        assertThat(verifier.verify(ticket(claims -> claims.unsetClaim("sub"))))
                .isEqualTo(new TicketResult.Invalid("sub is missing"));
        assertThat(verifier.verify(ticket(claims -> claims.unsetClaim("exp"))))
                .isEqualTo(new TicketResult.Invalid("exp is missing"));
        assertThat(verifier.verify(ticket(claims -> claims.setSubject(" "))))
                .isEqualTo(new TicketResult.Invalid("sub is empty"));
    }

    @Test
    void shouldAllowThirtySecondsBetweenTheClocks() {
        assertThat(verifier.verify(ticket(claims -> claims.setExpirationTime(at(-29)))))
                .isInstanceOf(TicketResult.Valid.class);
        assertThat(verifier.verify(ticket(claims -> claims.setExpirationTime(at(-31)))))
                .isEqualTo(new TicketResult.OutOfTime());
        assertThat(verifier.verify(ticket(claims -> claims.setNotBefore(at(60)))))
                .isEqualTo(new TicketResult.OutOfTime());
    }

    @Test
    void shouldRefuseOtherKeysSymmetricSignaturesAndText() throws JoseException {
        var stranger = signed(key("k1"), claims -> {});
        var symmetric = new JsonWebSignature();
        symmetric.setPayload(claims(claims -> {}).toJson());
        symmetric.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        symmetric.setKeyIdHeaderValue("k1");
        symmetric.setKey(new HmacKey(new byte[32]));

        for (var ticket : new String[] {stranger, symmetric.getCompactSerialization(), "", "a.b.c", "é", "{}"}) {
            assertThat(verifier.verify(ticket)).as(ticket).isInstanceOf(TicketResult.Invalid.class);
        }
    }

    /** The identity provider rotates its keys: the ConfigMap changes, the process stays. */
    @Test
    void shouldReadARenewedKeySetAndKeepTheLastGoodOne(@TempDir Path folder) throws IOException {
        var file = folder.resolve("jwks.json");
        var nowNs = new AtomicLong();
        var rotating = verifier(new KeySetFile(file, nowNs::get));
        assertThat(rotating.verify(ticket(claims -> {}))).isInstanceOf(TicketResult.NoKeys.class);

        Files.writeString(file, set(key));
        nowNs.addAndGet(KeySetFile.READ_AGAIN.toNanos());
        assertThat(rotating.verify(ticket(claims -> {}))).isInstanceOf(TicketResult.Valid.class);
        for (var unusable : new String[] {"{ broken", "{\"keys\":[]}", "{\"keys\":{}}", "[]", ""}) {
            Files.writeString(file, unusable);
            nowNs.addAndGet(KeySetFile.READ_AGAIN.toNanos());
            assertThat(rotating.verify(ticket(claims -> {}))).as(unusable).isInstanceOf(TicketResult.Valid.class);
        }
        var next = key("k2");
        Files.writeString(file, set(next));
        nowNs.addAndGet(KeySetFile.READ_AGAIN.toNanos());
        assertThat(rotating.verify(ticket(claims -> {}))).isInstanceOf(TicketResult.Invalid.class);
        assertThat(rotating.verify(signed(next, claims -> {}))).isInstanceOf(TicketResult.Valid.class);
    }

    @Test
    void shouldRefuseAnInlineTextThatIsNoKeySet() {
        for (var unusable : new String[] {"{", "{\"keys\":[]}", "{\"keys\":{}}"}) {
            assertThatThrownBy(() -> KeySetSource.inline(unusable))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("spec.players.auth.ticket.jwks");
        }
    }

    private static Ticket valid(TicketResult result) {
        assertThat(result).isInstanceOf(TicketResult.Valid.class);
        return ((TicketResult.Valid) result).ticket();
    }

    private static TicketVerifier verifier(KeySetSource keys) {
        return new TicketVerifier(ISSUER, "my-game", keys, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private String ticket(Consumer<JwtClaims> change) {
        return signed(key, change);
    }

    private static String signed(PublicJsonWebKey key, Consumer<JwtClaims> change) {
        var signature = new JsonWebSignature();
        signature.setPayload(claims(change).toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setKey(key.getPrivateKey());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JwtClaims claims(Consumer<JwtClaims> change) {
        var claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience("my-game");
        claims.setSubject("ann");
        claims.setExpirationTime(at(60));
        change.accept(claims);
        return claims;
    }

    private static NumericDate at(long seconds) {
        return NumericDate.fromSeconds(NOW.getEpochSecond() + seconds);
    }

    private static PublicJsonWebKey key(String kid) {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(kid);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String set(PublicJsonWebKey key) {
        return new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY);
    }
}
