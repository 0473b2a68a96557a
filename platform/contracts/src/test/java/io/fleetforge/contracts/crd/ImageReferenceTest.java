package io.fleetforge.contracts.crd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

    private static final String SHA = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cell",
                "cell:1.0-SNAPSHOT",
                "fleetforge/cell:v1.2.0-RC1",
                "localhost/cell",
                "localhost:5000/cell",
                "registry.example.com:5000/games/cell:1.2.3",
                "Registry.Example.com/games/cell",
                "[2001:db8::1]:5000/my__cell.host_a--b",
                "games/cell@" + SHA,
                "games/cell:_latest@" + SHA
            })
    void shouldMatchWhenARuntimeParsesIt(String reference) {
        assertThat(reference).matches(ImageReference.PATTERN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "my image",
                "cell ",
                "Cell",
                "games/Cell",
                "cell:",
                "cell:-1",
                "cell:a/b",
                "games//cell",
                "/cell",
                "cell/",
                "games/.cell",
                "https://registry.example.com/cell",
                "registry.example.com:port/cell",
                "cell@sha256:abc",
                "cell@md5:0123456789abcdef0123456789abcdef",
                "cell@" + SHA + "0"
            })
    void shouldNotMatchWhenNoRuntimeParsesIt(String reference) {
        assertThat(reference).doesNotMatch(ImageReference.PATTERN);
    }
}
