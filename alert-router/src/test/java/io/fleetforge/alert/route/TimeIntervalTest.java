package io.fleetforge.alert.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.alert.route.TimeInterval.Days;
import io.fleetforge.alert.route.TimeInterval.Range;
import io.fleetforge.alert.route.TimeInterval.TimeOfDay;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeIntervalTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2026-11-26T07:59:00Z, false", // a Thursday, 08:59 in Berlin
        "2026-11-26T08:00:00Z, true",
        "2026-11-26T15:59:59Z, true",
        "2026-11-26T16:00:00Z, false",
        "2026-11-28T10:00:00Z, false", // a Saturday
        "2026-07-02T07:00:00Z, true", // 09:00 in summer
        "2026-07-02T15:00:00Z, false",
    })
    void shouldFollowTheTimeZoneOverTheYear(Instant at, boolean expected) {
        var office = new TimeInterval(
                List.of(new TimeOfDay(9 * 60, 17 * 60)),
                List.of(new Range(1, 5)),
                List.of(),
                List.of(),
                List.of(),
                BERLIN);

        assertThat(office.contains(at)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, -1, 2026-02-28T12:00:00Z, true",
        "-1, -1, 2028-02-28T12:00:00Z, false",
        "-3, -1, 2026-04-28T12:00:00Z, true",
        "1, 5, 2026-04-05T12:00:00Z, true",
        "28, 31, 2026-02-28T12:00:00Z, true",
        "1, -1, 2026-02-28T12:00:00Z, true",
        "1, -5, 2026-02-28T12:00:00Z, false",
    })
    void shouldCountDaysFromEitherEndOfTheMonth(int first, int last, Instant at, boolean expected) {
        var days = new TimeInterval(
                List.of(), List.of(), List.of(new Days(first, last)), List.of(), List.of(), ZoneId.of("UTC"));

        assertThat(days.contains(at)).isEqualTo(expected);
    }

    @Test
    void shouldRefuseRangeThatEndsBeforeItStarts() {
        assertThatThrownBy(() -> new Range(5, 1)).hasMessageContaining("5:1");
        assertThatThrownBy(() -> new Days(-1, 3)).hasMessageContaining("-1:3");
        assertThatThrownBy(() -> new Days(0, 3)).hasMessageContaining("1 to 31");
        assertThatThrownBy(() -> new TimeOfDay(60, 60)).hasMessageContaining("start_time");
    }
}
