package io.fleetforge.contracts.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationIdTest {

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "a b", "a\r\nX-Evil: 1", "ä", "a/b", "${jndi:x}", "a_b"})
    void shouldRefuseAnIdThatCouldBreakALogLine(String candidate) {
        assertThat(CorrelationId.parse(candidate)).isEmpty();
    }

    @Test
    void shouldAcceptUpToSixtyFourCharacters() {
        assertThat(CorrelationId.parse("a".repeat(64))).isPresent();
        assertThat(CorrelationId.parse("a".repeat(65))).isEmpty();
    }

    @Test
    void shouldDeriveTheSameIdForTheSameGeneration() {
        var uid = "6e1a7f0e-2d7f-4f5e-9d53-1c3f2a9b8c7d";

        assertThat(CorrelationId.derived(uid, 3)).isEqualTo(CorrelationId.derived(uid, 3));
        assertThat(CorrelationId.derived(uid, 3)).isNotEqualTo(CorrelationId.derived(uid, 4));
    }
}
