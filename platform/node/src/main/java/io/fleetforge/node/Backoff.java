package io.fleetforge.node;

import java.time.Duration;

/**
 * How long a container waits before its next start, as a kubelet does it: the first restart at once, then 10 s doubling to
 * 5 min; ten minutes of running reset it. Pure.
 */
record Backoff(int failures) {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration RESET_AFTER = Duration.ofMinutes(10);
    private static final int DOUBLINGS = 5;

    static Backoff none() {
        return new Backoff(0);
    }

    /** The back-off after an end {@code ran} after the start. */
    Backoff ended(Duration ran) {
        return new Backoff(ran.compareTo(RESET_AFTER) >= 0 ? 1 : failures + 1);
    }

    Duration delay() {
        if (failures <= 1) {
            return Duration.ZERO;
        }
        var delay = FIRST.multipliedBy(1L << Math.min(failures - 2, DOUBLINGS));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }
}
