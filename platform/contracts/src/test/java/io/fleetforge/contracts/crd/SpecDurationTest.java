package io.fleetforge.contracts.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecDurationTest {

    @ParameterizedTest
    @CsvSource({"1500ms, 1500", "30s, 30000", "10m, 600000", "2h, 7200000", "999999999ms, 999999999"})
    void shouldReadEveryUnit(String text, long ms) {
        assertThat(SpecDuration.parse(text)).isEqualTo(Duration.ofMillis(ms));
    }

    @Test
    void shouldReadTheLargestNumber() {
        assertThat(SpecDuration.parse("999999999h")).isEqualTo(Duration.ofHours(999_999_999));
    }

    @Test
    void shouldRefuseOtherUnits() {
        assertThatThrownBy(() -> SpecDuration.parse("3d")).hasMessageContaining("ms, s, m or h");
    }

    @ParameterizedTest
    @CsvSource({"1500ms, 1500ms", "60s, 1m", "90s, 90s", "600s, 10m", "120m, 2h", "90m, 90m"})
    void shouldWriteTheShortestText(String text, String shortest) {
        assertThat(SpecDuration.format(SpecDuration.parse(text))).isEqualTo(shortest);
    }
}
