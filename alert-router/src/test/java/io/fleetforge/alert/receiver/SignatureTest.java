package io.fleetforge.alert.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

    private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");
    private static final byte[] BODY = "{\"alerts\":[]}".getBytes(StandardCharsets.UTF_8);

    /** Computed by {@code printf '1795748400.{"alerts":[]}' | openssl dgst -sha256 -hmac key}. */
    @Test
    void shouldEqualTheSignatureOfOpenssl() {
        assertThat(Signature.of("key", BODY, NOW).header())
                .isEqualTo("t=1795748400,sha256=9bc57e20ebecfd78b7c077db3328cff681c04e721eac281b127781d3fc007917");
    }

    @Test
    void shouldBeValidForItsBodyKeyAndTimeOnly() {
        var signature = Signature.parse(Signature.of("key", BODY, NOW).header()).orElseThrow();

        assertThat(signature.isBy("key", BODY)).isTrue();
        assertThat(signature.isBy("another", BODY)).isFalse();
        assertThat(signature.isBy("key", new byte[] {1})).isFalse();
        assertThat(new Signature(NOW.plusSeconds(1), signature.mac()).isBy("key", BODY))
                .isFalse();
    }

    @Test
    void shouldBeFreshForFiveMinutesInBothDirections() {
        var signature = Signature.of("key", BODY, NOW);

        assertThat(signature.isFresh(NOW.plusSeconds(300))).isTrue();
        assertThat(signature.isFresh(NOW.minusSeconds(300))).isTrue();
        assertThat(signature.isFresh(NOW.plusSeconds(301))).isFalse();
        assertThat(signature.isFresh(NOW.minusSeconds(301))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=00",
                "t=1,sha256=00",
                "t=-1,sha256=0000000000000000000000000000000000000000000000000000000000000000",
                "t=999999999999999,sha256=0000000000000000000000000000000000000000000000000000000000000000",
                "t=1,sha256=zz00000000000000000000000000000000000000000000000000000000000000"
            })
    void shouldRefuseOtherForms(String header) {
        assertThat(Signature.parse(header)).isEmpty();
    }
}
