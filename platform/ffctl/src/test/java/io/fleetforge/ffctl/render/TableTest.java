package io.fleetforge.ffctl.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void shouldAlignColumnsAndKeepARowOneLine() {
        var table = new Table("NAME", "SEEN")
                .row("a-long-name", "two\nlines\u001b[31m")
                .row("b", 3);

        assertThat(table.lines()).containsExactly("NAME         SEEN", "a-long-name  two lines [31m", "b            3");
    }

    @Test
    void shouldFormatAgesLikeKubectl() {
        assertThat(Ages.format(Duration.ofSeconds(-3))).isEqualTo("0s");
        assertThat(Ages.format(Duration.ofSeconds(119))).isEqualTo("119s");
        assertThat(Ages.format(Duration.ofMinutes(15))).isEqualTo("15m");
        assertThat(Ages.format(Duration.ofHours(30))).isEqualTo("30h");
        assertThat(Ages.format(Duration.ofDays(3))).isEqualTo("3d");
    }

    @Test
    void shouldReadTimestampsWithAndWithoutOffset() {
        var noon = Instant.parse("2026-01-01T12:00:00Z");

        assertThat(Ages.parse("2026-01-01T12:00:00Z")).contains(noon);
        assertThat(Ages.parse("2026-01-01T13:00:00.000+01:00")).contains(noon);
        assertThat(Ages.parse("soon")).isEmpty();
        assertThat(Ages.parse(null)).isEmpty();
    }
}
