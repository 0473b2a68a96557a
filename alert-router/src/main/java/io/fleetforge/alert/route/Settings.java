package io.fleetforge.alert.route;

import java.time.Duration;
import java.util.List;

/**
 * What a route does with its groups.
 *
 * @param receiver who gets the notifications
 * @param timing when
 * @param mutedDuring names of times in which nothing is sent
 * @param activeDuring names of the only times in which something is sent; empty for always
 */
public record Settings(
        String receiver, Grouping grouping, Timing timing, List<String> mutedDuring, List<String> activeDuring) {

    public Settings {
        mutedDuring = List.copyOf(mutedDuring);
        activeDuring = List.copyOf(activeDuring);
    }

    /**
     * When a group is told.
     *
     * @param groupWait from its first alert to its first notification
     * @param groupInterval between looks at what has changed since
     * @param repeatInterval until what has not changed is told again
     */
    public record Timing(Duration groupWait, Duration groupInterval, Duration repeatInterval) {

        public static final Timing DEFAULT =
                new Timing(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(4));

        public Timing {
            if (groupWait.isNegative()) {
                throw new IllegalArgumentException("group_wait is at least 0s, got " + groupWait);
            }
            if (groupInterval.isNegative() || groupInterval.isZero()) {
                throw new IllegalArgumentException("group_interval is above 0s, got " + groupInterval);
            }
            if (repeatInterval.isNegative() || repeatInterval.isZero()) {
                throw new IllegalArgumentException("repeat_interval is above 0s, got " + repeatInterval);
            }
        }
    }
}
