package io.fleetforge.contracts.retention;

import java.time.Duration;

/**
 * {@code spec.persistence.retentionPeriod} for both sides: hosts write the record of a living session again long before its end, and
 * the controller removes records that are older, while every host of the world has had time to do so.
 *
 * @param period how long a record is kept that is not written again
 */
public record RecordRetention(Duration period) {

    /** The topics keep no record for longer than seven days. */
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

    private static final Duration SLACK = Duration.ofMinutes(5);
    private static final int PER_PERIOD = 3;

    /**
     * @throws IllegalArgumentException when {@code period} is not positive
     */
    public RecordRetention {
        if (!period.isPositive()) {
            throw new IllegalArgumentException("a retention period must be positive, got " + period);
        }
    }

    /** Age at which a host writes the record of a living session again: a third of the period, a day at most. */
    public Duration refreshAfter() {
        var third = period.dividedBy(PER_PERIOD);
        return third.compareTo(LONGEST_INTERVAL) < 0 ? third : LONGEST_INTERVAL;
    }

    /**
     * Time for which all hosts of a world must have run before records are removed: those of living sessions are younger than the period
     * then.
     *
     * @param checkpointInterval in which a host looks for records to write again
     */
    public Duration readyFor(Duration checkpointInterval) {
        return refreshAfter().plus(checkpointInterval).plus(SLACK);
    }

    /**
     * Age from which on a record is removed: the period, unless a living cell may write its checkpoints less often.
     *
     * @param checkpointInterval of the world
     */
    public Duration removedAfter(Duration checkpointInterval) {
        var twoCheckpoints = checkpointInterval.multipliedBy(2).plus(SLACK);
        return period.compareTo(twoCheckpoints) < 0 ? twoCheckpoints : period;
    }
}
