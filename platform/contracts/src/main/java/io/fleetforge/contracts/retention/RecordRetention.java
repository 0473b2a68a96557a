package io.fleetforge.contracts.retention;

import java.time.Duration;

/**
 * {@code spec.persistence.retentionPeriod} for both sides: hosts write the record of a living session again long before its end, and
 * the controller removes records that are older, while every host of the world has had time to do so.
 *
 * @param period how long a record is kept that is not written again
 * @param checkpointInterval in which a host looks for records to write again, a round
 * @param playersPerCell at most
 */
public record RecordRetention(Duration period, Duration checkpointInterval, int playersPerCell) {

    /** Records of one cell that are written in one round at most: the queue of records is for joins as well. */
    private static final int LARGEST_ROUND = 1000;

    /** In two rounds, but not less. */
    private static final int SMALLEST_ROUND = 100;

    /** The topics keep no record for longer than seven days. */
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

    private static final Duration SLACK = Duration.ofMinutes(5);
    private static final int PER_PERIOD = 3;

    /**
     * @throws IllegalArgumentException when a value is not positive
     */
    public RecordRetention {
        if (!period.isPositive() || !checkpointInterval.isPositive() || playersPerCell < 1) {
            throw new IllegalArgumentException("period, interval and players must be positive, got " + period + ", "
                    + checkpointInterval + " and " + playersPerCell);
        }
    }

    /** Age at which a host writes the record of a living session again: a third of the period, a day at most. */
    public static Duration refreshAfter(Duration period) {
        var third = period.dividedBy(PER_PERIOD);
        return third.compareTo(LONGEST_INTERVAL) < 0 ? third : LONGEST_INTERVAL;
    }

    /** How many records of a cell with so many players are written in one round, the oldest first. */
    public static int round(int players) {
        return Math.clamp((players + 1) / 2, SMALLEST_ROUND, LARGEST_ROUND);
    }

    /** Time in which a host writes every living session: those that are due, round by round. */
    public Duration refreshedAfter() {
        var size = round(playersPerCell);
        var rounds = (playersPerCell + size - 1) / size;
        return refreshAfter(period)
                .plus(checkpointInterval.multipliedBy(rounds + 1L))
                .plus(SLACK);
    }

    /** Age from which on a record is removed: the period, unless that of a living session or cell may be as old. */
    public Duration removedAfter() {
        var living = refreshedAfter();
        return period.compareTo(living) < 0 ? living : period;
    }
}
