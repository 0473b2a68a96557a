package io.fleetforge.alert.oncall;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Users that are on call one after the other. Shifts follow the calendar of a time zone: a daily one that starts at
 * nine starts at nine in winter and in summer, and lasts 23 or 25 hours when clocks change. A local time that does not
 * exist becomes the first one after it; of one that occurs twice the first counts. Immutable.
 *
 * @param users in the order of their shifts
 * @param shiftLength by the calendar: days, weeks or months
 * @param start of the first shift, local time of {@code timeZone}
 */
public record Rotation(List<String> users, Period shiftLength, LocalDateTime start, ZoneId timeZone) {

    private static final int MAX_SHIFT_DAYS = 366;

    public Rotation {
        users = List.copyOf(users);
        if (users.isEmpty() || users.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("users: at least one is needed, each with a name");
        }
        if (shiftLength.isNegative() || shiftLength.isZero() || days(shiftLength) > MAX_SHIFT_DAYS) {
            throw new IllegalArgumentException("shift_length: between P1D and P1Y, got " + shiftLength);
        }
    }

    private static long days(Period shiftLength) {
        return shiftLength.toTotalMonths() * 31 + shiftLength.getDays();
    }

    /** The shift at an instant; empty before the first. */
    public Optional<Shift> at(Instant instant) {
        if (instant.isBefore(shiftStart(0))) {
            return Optional.empty();
        }
        var number = estimate(instant);
        while (shiftStart(number).isAfter(instant)) {
            number--;
        }
        while (!shiftStart(number + 1).isAfter(instant)) {
            number++;
        }
        return Optional.of(
                new Shift(users.get((int) (number % users.size())), shiftStart(number), shiftStart(number + 1)));
    }

    /** A close estimate of the shift's number: months differ in length, and clocks change. */
    private long estimate(Instant instant) {
        var passed = instant.getEpochSecond() - shiftStart(0).getEpochSecond();
        return Math.max(0, passed / 86_400 / Math.max(1, days(shiftLength)));
    }

    private Instant shiftStart(long number) {
        return start.plusMonths(shiftLength.toTotalMonths() * number)
                .plusDays(shiftLength.getDays() * number)
                .atZone(timeZone)
                .toInstant();
    }
}
