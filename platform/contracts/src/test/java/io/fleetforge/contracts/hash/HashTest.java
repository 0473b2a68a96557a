package io.fleetforge.contracts.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The published test vectors of both functions. */
class HashTest {

    @Test
    void shouldDigestAsSha256WhenTheTextIsWholeOrInParts() {
        var abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

        assertThat(Sha256.hex("abc")).isEqualTo(abc);
        assertThat(Sha256.hex("a".getBytes(StandardCharsets.UTF_8), "bc".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(abc);
        assertThat(Sha256.digest("abc")).hasSize(32);
    }

    @Test
    void shouldHashAsFnv1aWhenTheTextIsAscii() {
        assertThat(Fnv1a.ofChars("")).isEqualTo(0xcbf29ce484222325L);
        assertThat(Fnv1a.ofChars("a")).isEqualTo(0xaf63dc4c8601ec8cL);
        assertThat(Fnv1a.ofChars("foobar")).isEqualTo(0x85944171f73967e8L);
    }
}
