package io.fleetforge.alert.config;

import io.fleetforge.alert.config.IntervalFile.Hours;
import io.fleetforge.alert.config.IntervalFile.Part;
import io.fleetforge.alert.route.TimeInterval;
import io.fleetforge.alert.route.TimeInterval.Days;
import io.fleetforge.alert.route.TimeInterval.Range;
import io.fleetforge.alert.route.TimeInterval.TimeOfDay;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds time intervals from the file. */
final class IntervalBuilder {

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])|24:00");
    private static final int MINUTES_PER_HOUR = 60;
    private static final int END_OF_DAY = 24 * MINUTES_PER_HOUR;

    private IntervalBuilder() {}

    static TimeInterval of(Part part) throws BadConfigException {
        return new TimeInterval(
                times(part.times()),
                ranges(part.weekdays(), "weekdays", IntervalBuilder::weekday, IntervalBuilder::days).stream()
                        .flatMap(List::stream)
                        .toList(),
                ranges(part.daysOfMonth(), "days_of_month", Integer::parseInt, Days::new),
                ranges(part.months(), "months", IntervalBuilder::month, Range::new),
                ranges(part.years(), "years", Integer::parseInt, Range::new),
                zone(part.location()));
    }

    private static List<TimeOfDay> times(@Nullable List<Hours> times) throws BadConfigException {
        var found = new ArrayList<TimeOfDay>();
        for (var hours : times == null ? List.<Hours>of() : times) {
            var start = TreeBuilder.read(hours.startTime(), "start_time", IntervalBuilder::minute);
            found.add(TreeBuilder.read(hours.endTime(), "end_time", end -> new TimeOfDay(start, minute(end))));
        }
        return found;
    }

    private static <T> List<T> ranges(
            @Nullable List<Text> texts,
            String field,
            ToIntFunction<String> number,
            BiFunction<Integer, Integer, T> make)
            throws BadConfigException {
        var found = new ArrayList<T>();
        for (var text : texts == null ? List.<Text>of() : texts) {
            found.add(TreeBuilder.read(text, field, value -> {
                var ends = value.toLowerCase(Locale.ROOT).split(":", 2);
                var first = number(number, ends[0]);
                return make.apply(first, ends.length == 1 ? first : number(number, ends[1]));
            }));
        }
        return found;
    }

    /** A range may extend over the end of a week: {@code sunday:tuesday}. */
    private static List<Range> days(int first, int last) {
        return first <= last
                ? List.of(new Range(first, last))
                : List.of(new Range(first, DayOfWeek.SUNDAY.getValue()), new Range(1, last));
    }

    private static int number(ToIntFunction<String> number, String text) {
        try {
            return number.applyAsInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is not a number or a range such as 1:5".formatted(text), e);
        }
    }

    private static int minute(String text) {
        var parts = TIME.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'%s' is not a time such as 09:00".formatted(text));
        }
        return parts.group(1) == null
                ? END_OF_DAY
                : Integer.parseInt(parts.group(1)) * MINUTES_PER_HOUR + Integer.parseInt(parts.group(2));
    }

    /** Monday is 1; names only, as in Alertmanager. */
    private static int weekday(String name) {
        for (var day : DayOfWeek.values()) {
            if (day.name().equalsIgnoreCase(name)) {
                return day.getValue();
            }
        }
        throw new IllegalArgumentException("'%s' is not a weekday such as monday".formatted(name));
    }

    private static int month(String name) {
        for (var month : Month.values()) {
            if (month.name().equalsIgnoreCase(name)) {
                return month.getValue();
            }
        }
        var number = Integer.parseInt(name);
        if (number < 1 || number > Month.values().length) {
            throw new IllegalArgumentException("'%s' is not a month: january to december, or 1 to 12".formatted(name));
        }
        return number;
    }

    private static ZoneId zone(@Nullable Text location) throws BadConfigException {
        if (location == null) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(location.value());
        } catch (DateTimeException e) {
            throw new BadConfigException(
                    location.line(),
                    "location: '%s' is not a time zone such as Europe/Berlin".formatted(location.value()));
        }
    }
}
