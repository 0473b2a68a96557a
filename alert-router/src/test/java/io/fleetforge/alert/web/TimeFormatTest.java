package io.fleetforge.alert.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://runbooks.example/a", "http://localhost/a"})
    void shouldLinkWebAddresses(String text) {
        assertThat(TimeFormat.isWebAddress(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,a", "docs/runbooks/a.md", " https://a", ""})
    void shouldLinkNothingElse(String text) {
        assertThat(TimeFormat.isWebAddress(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "119, 119 s", "120, 2 min", "7199, 119 min", "7200, 2 h", "172799, 47 h", "172800, 2 d"})
    void shouldFormatDurationInReadableUnit(long seconds, String text) {
        assertThat(TimeFormat.span(Duration.ofSeconds(seconds))).isEqualTo(text);
    }
}
