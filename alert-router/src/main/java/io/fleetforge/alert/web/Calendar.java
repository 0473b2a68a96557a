package io.fleetforge.alert.web;

import io.fleetforge.alert.query.OnCallView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Two weeks of a schedule as a chart, a hundred units for each day.
 *
 * @param bars the shifts
 * @param days the start of each day
 */
public record Calendar(OnCallView onCall, List<Bar> bars, List<Day> days) {

    private static final int DAYS = 14;
    private static final int DAY_UNITS = 100;
    private static final int COLOURS = 6;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("EEE d", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** A shift. */
    public record Bar(String user, Instant from, Instant until, long x, long width, int colour) {}

    /** The start of a day. */
    public record Day(String name, long x) {}

    static Calendar of(OnCallView onCall, Instant now) {
        var start = now.truncatedTo(ChronoUnit.DAYS);
        var end = start.plus(Duration.ofDays(DAYS));
        var bars = onCall.shifts().stream()
                .filter(shift -> shift.from().isBefore(end))
                .map(shift -> {
                    var from = units(start, shift.from());
                    var until = units(start, shift.until().isBefore(end) ? shift.until() : end);
                    return new Bar(
                            shift.user(),
                            shift.from(),
                            shift.until(),
                            from,
                            until - from,
                            Math.floorMod(shift.user().hashCode(), COLOURS));
                })
                .toList();
        var days = IntStream.range(0, DAYS)
                .mapToObj(each -> new Day(NAME.format(start.plus(Duration.ofDays(each))), (long) each * DAY_UNITS))
                .toList();
        return new Calendar(onCall, bars, days);
    }

    private static long units(Instant start, Instant instant) {
        return Duration.between(start, instant).toMinutes()
                * DAY_UNITS
                / Duration.ofDays(1).toMinutes();
    }

    /** Width of the chart. */
    public int width() {
        return DAYS * DAY_UNITS;
    }
}
