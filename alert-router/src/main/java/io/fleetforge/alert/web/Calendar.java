package io.fleetforge.alert.web;

import io.fleetforge.alert.rest.RoutingResource.OnCall;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Two weeks of a schedule as a picture, a hundred units for each day.
 *
 * @param bars whose turn is when
 * @param days where each day begins
 */
public record Calendar(OnCall onCall, List<Bar> bars, List<Day> days) {

    private static final int DAYS = 14;
    private static final int DAY_UNITS = 100;
    private static final int COLOURS = 6;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("EEE d", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** Somebody's turn. */
    public record Bar(String person, Instant from, Instant until, long x, long width, int colour) {}

    /** The beginning of a day. */
    public record Day(String name, long x) {}

    static Calendar of(OnCall onCall, Instant now) {
        var start = now.truncatedTo(ChronoUnit.DAYS);
        var end = start.plus(Duration.ofDays(DAYS));
        var bars = onCall.turns().stream()
                .filter(turn -> turn.from().isBefore(end))
                .map(turn -> {
                    var from = units(start, turn.from());
                    var until = units(start, turn.until().isBefore(end) ? turn.until() : end);
                    return new Bar(
                            turn.person(),
                            turn.from(),
                            turn.until(),
                            from,
                            until - from,
                            Math.floorMod(turn.person().hashCode(), COLOURS));
                })
                .toList();
        var days = IntStream.range(0, DAYS)
                .mapToObj(each -> new Day(NAME.format(start.plus(Duration.ofDays(each))), (long) each * DAY_UNITS))
                .toList();
        return new Calendar(onCall, bars, days);
    }

    private static long units(Instant start, Instant moment) {
        return Duration.between(start, moment).toMinutes()
                * DAY_UNITS
                / Duration.ofDays(1).toMinutes();
    }

    /** Width of the picture. */
    public int width() {
        return DAYS * DAY_UNITS;
    }
}
