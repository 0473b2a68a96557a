package io.fleetforge.alert.route;

import java.time.Duration;
import java.util.List;

/**
 * How a route groups and notifies its alerts.
 *
 * @param receiver name of the receiver of the notifications
 * @param muteTimes names of time intervals in which nothing is sent
 * @param activeTimes names of the only time intervals in which notifications are sent; empty for always
 */
public record Settings(
        String receiver, Grouping grouping, Timing timing, List<String> muteTimes, List<String> activeTimes) {

    public Settings {
        muteTimes = List.copyOf(muteTimes);
        activeTimes = List.copyOf(activeTimes);
    }

    /**
     * When a group is notified.
     *
     * @param groupWait from its first alert to its first notification
     * @param groupInterval between two flushes
     * @param repeatInterval until a notification without changes is repeated
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
