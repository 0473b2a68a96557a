package io.fleetforge.alert.route;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;

/**
 * Times by the calendar of a time zone: each part that is given must hold, and of a part's ranges one. Immutable.
 *
 * @param times from the first minute on, before the last; empty for the whole day
 * @param weekdays Monday is 1
 */
public record TimeInterval(
        List<TimeOfDay> times,
        List<Range> weekdays,
        List<Days> daysOfMonth,
        List<Range> months,
        List<Range> years,
        ZoneId zone) {

    public TimeInterval {
        times = List.copyOf(times);
        weekdays = List.copyOf(weekdays);
        daysOfMonth = List.copyOf(daysOfMonth);
        months = List.copyOf(months);
        years = List.copyOf(years);
    }

    /** Whole numbers, both ends included. */
    public record Range(int first, int last) {
        public Range {
            if (last < first) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "range %d:%d ends before it starts", first, last));
            }
        }

        boolean contains(int value) {
            return first <= value && value <= last;
        }
    }

    /** Days of a month, both ends included; below 0 counted from its end. */
    public record Days(int first, int last) {
        private static final int LONGEST_MONTH = 31;

        public Days {
            if (first == 0 || last == 0 || Math.abs(first) > LONGEST_MONTH || Math.abs(last) > LONGEST_MONTH) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "days of a month are 1 to 31 or -31 to -1, got %d:%d", first, last));
            }
            if ((first < 0 == last < 0 && last < first) || (first < 0 && last > 0)) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "days %d:%d end before they start", first, last));
            }
        }

        /** A range that exceeds the month ends with it. */
        boolean contains(ZonedDateTime at) {
            var length = at.toLocalDate().lengthOfMonth();
            var from = first < 0 ? Math.max(1, length + first + 1) : first;
            var to = last < 0 ? length + last + 1 : Math.min(length, last);
            return from <= at.getDayOfMonth() && at.getDayOfMonth() <= to;
        }
    }

    /**
     * Part of a day, by minutes.
     *
     * @param endMinute of the day, not part of it; 1440 is the end of the day
     */
    public record TimeOfDay(int startMinute, int endMinute) {
        private static final int MINUTES_PER_DAY = 1440;

        public TimeOfDay {
            if (startMinute < 0 || endMinute > MINUTES_PER_DAY || endMinute <= startMinute) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "start_time must lie before end_time, both in one day, got minutes %d to %d",
                        startMinute,
                        endMinute));
            }
        }

        boolean contains(LocalTime time) {
            var minute = time.getHour() * 60 + time.getMinute();
            return startMinute <= minute && minute < endMinute;
        }
    }

    public boolean contains(Instant instant) {
        var at = instant.atZone(zone);
        return (times.isEmpty() || times.stream().anyMatch(time -> time.contains(at.toLocalTime())))
                && holds(weekdays, at.getDayOfWeek().getValue())
                && (daysOfMonth.isEmpty() || daysOfMonth.stream().anyMatch(days -> days.contains(at)))
                && holds(months, at.getMonthValue())
                && holds(years, at.getYear());
    }

    private static boolean holds(List<Range> ranges, int value) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(value));
    }
}
