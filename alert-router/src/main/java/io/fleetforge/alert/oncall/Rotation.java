package io.fleetforge.alert.oncall;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * People who take turns, from a first handoff on. Turns are counted by the calendar of a place: a daily one that is handed over at
 * nine is handed over at nine in winter and in summer, and lasts 23 or 25 hours when clocks change. A time that the clocks leave
 * out is the first one after it; of one that they show twice the first counts. Immutable.
 *
 * @param people in the order of their turns
 * @param turn how long a turn is by the calendar: days, weeks or months
 * @param first handoff, by the clocks of {@code zone}
 */
public record Rotation(List<String> people, Period turn, LocalDateTime first, ZoneId zone) {

    private static final int LONGEST_DAYS = 366;

    public Rotation {
        people = List.copyOf(people);
        if (people.isEmpty() || people.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("people: a rotation needs somebody, and nobody without a name");
        }
        if (turn.isNegative() || turn.isZero() || days(turn) > LONGEST_DAYS) {
            throw new IllegalArgumentException("turn: between P1D and P1Y, got " + turn);
        }
    }

    private static long days(Period turn) {
        return turn.toTotalMonths() * 31 + turn.getDays();
    }

    /** Whose turn it is; empty before the first. */
    public Optional<Shift> at(Instant instant) {
        if (instant.isBefore(start(0))) {
            return Optional.empty();
        }
        var turn = guess(instant);
        while (start(turn).isAfter(instant)) {
            turn--;
        }
        while (!start(turn + 1).isAfter(instant)) {
            turn++;
        }
        return Optional.of(new Shift(people.get((int) (turn % people.size())), start(turn), start(turn + 1)));
    }

    /** Not far off: turns of months differ in length, and clocks change. */
    private long guess(Instant instant) {
        var passed = instant.getEpochSecond() - start(0).getEpochSecond();
        return Math.max(0, passed / 86_400 / Math.max(1, days(turn)));
    }

    private Instant start(long number) {
        return first.plusMonths(turn.toTotalMonths() * number)
                .plusDays(turn.getDays() * number)
                .atZone(zone)
                .toInstant();
    }
}
