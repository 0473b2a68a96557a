package io.fleetforge.alert.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Rotation WEEKLY =
            new Rotation(List.of("ann", "bob", "cem"), Period.ofWeeks(1), LocalDateTime.of(2026, 1, 5, 9, 0), BERLIN);

    @Test
    void shouldStartShiftsAtTheSameHourInWinterAndSummer() {
        assertThat(user("2026-01-05T07:59:59Z")).isEmpty();
        assertThat(user("2026-01-05T08:00:00Z")).isEqualTo("ann");
        assertThat(user("2026-01-12T07:59:59Z")).isEqualTo("ann");
        assertThat(user("2026-01-12T08:00:00Z")).isEqualTo("bob");
        assertThat(user("2026-06-29T06:59:59Z"))
                .as("nine o'clock is seven in UTC then")
                .isEqualTo("ann");
        assertThat(user("2026-06-29T07:00:00Z")).isEqualTo("bob");
    }

    @Test
    void shouldLastAnHourLongerOrShorterWhenClocksChange() {
        var daily = new Rotation(List.of("ann", "bob"), Period.ofDays(1), LocalDateTime.of(2026, 3, 1, 9, 0), BERLIN);

        assertThat(length(daily, "2026-03-28T12:00:00Z")).isEqualTo(Duration.ofHours(23));
        assertThat(length(daily, "2026-03-30T12:00:00Z")).isEqualTo(Duration.ofHours(24));
        assertThat(length(daily, "2026-10-24T12:00:00Z")).isEqualTo(Duration.ofHours(25));
    }

    @Test
    void shouldStartShiftWhenLocalTimeIsMissingOrOccursTwice() {
        var atHalfPastTwo =
                new Rotation(List.of("ann", "bob"), Period.ofDays(1), LocalDateTime.of(2026, 3, 1, 2, 30), BERLIN);

        assertThat(atHalfPastTwo
                        .at(Instant.parse("2026-03-29T12:00:00Z"))
                        .orElseThrow()
                        .from())
                .isEqualTo("2026-03-29T01:30:00Z"); // 02:30 does not exist: 03:30
        assertThat(atHalfPastTwo
                        .at(Instant.parse("2026-10-25T12:00:00Z"))
                        .orElseThrow()
                        .from())
                .isEqualTo("2026-10-25T00:30:00Z"); // the first of two
    }

    @Test
    void shouldRotateMonthlyThoughMonthsDifferInLength() {
        var monthly = new Rotation(
                List.of("ann", "bob"), Period.ofMonths(1), LocalDateTime.of(2026, 1, 31, 0, 0), ZoneId.of("UTC"));

        assertThat(monthly.at(Instant.parse("2026-02-28T00:00:00Z"))
                        .orElseThrow()
                        .user())
                .isEqualTo("bob");
        assertThat(monthly.at(Instant.parse("2026-03-30T23:59:59Z"))
                        .orElseThrow()
                        .user())
                .isEqualTo("bob");
        assertThat(monthly.at(Instant.parse("2031-12-31T00:00:00Z"))
                        .orElseThrow()
                        .user())
                .isEqualTo("bob");
    }

    @Test
    void shouldApplyTheLastOverrideAndEndTheShiftAtItsStart() {
        var schedule = new Schedule(
                "primary",
                List.of(WEEKLY),
                List.of(
                        shift("dora", "2026-01-07T00:00:00Z", "2026-01-08T00:00:00Z"),
                        shift("emil", "2026-01-07T12:00:00Z", "2026-01-07T18:00:00Z")));

        assertThat(schedule.at(Instant.parse("2026-01-06T00:00:00Z"))
                        .orElseThrow()
                        .until())
                .isEqualTo("2026-01-07T00:00:00Z");
        assertThat(schedule.from(Instant.parse("2026-01-06T00:00:00Z"), Duration.ofDays(7)))
                .extracting(Shift::user)
                .containsExactly("ann", "dora", "emil", "dora", "ann", "bob");
    }

    @Test
    void shouldSkipGaps() {
        var schedule = new Schedule(
                "gaps",
                List.of(),
                List.of(
                        shift("ann", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
                        shift("bob", "2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z")));

        assertThat(schedule.at(Instant.parse("2026-01-03T00:00:00Z"))).isEmpty();
        assertThat(schedule.from(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofDays(30)))
                .extracting(Shift::user)
                .containsExactly("ann", "bob");
    }

    @Test
    void shouldRefuseRotationWithoutUsersOrLength() {
        assertThatThrownBy(() -> new Rotation(List.of(), Period.ofDays(1), LocalDateTime.MIN, BERLIN))
                .hasMessageContaining("users");
        assertThatThrownBy(() -> new Rotation(List.of("ann"), Period.ZERO, LocalDateTime.of(2026, 1, 1, 0, 0), BERLIN))
                .hasMessageContaining("shift_length");
    }

    private static Duration length(Rotation rotation, String at) {
        var shift = rotation.at(Instant.parse(at)).orElseThrow();
        return Duration.between(shift.from(), shift.until());
    }

    private static String user(String at) {
        return new Schedule("primary", List.of(WEEKLY), List.of())
                .at(Instant.parse(at))
                .map(Shift::user)
                .orElse("");
    }

    private static Shift shift(String user, String from, String until) {
        return new Shift(user, Instant.parse(from), Instant.parse(until));
    }
}
