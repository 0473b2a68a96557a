package io.fleetforge.ffctl.render;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Formats ages and reads timestamps. */
public final class Ages {

    private static final long MINUTES_FROM_SECONDS = 120;
    private static final long HOURS_FROM_MINUTES = 120;
    private static final long DAYS_FROM_HOURS = 48;

    private Ages() {}

    /** {@code 90s}, {@code 5m}, {@code 3h} or {@code 12d}; a time in the future is {@code 0s} old. */
    public static String format(Duration age) {
        var seconds = Math.max(0, age.toSeconds());
        if (seconds < MINUTES_FROM_SECONDS) {
            return seconds + "s";
        }
        if (age.toMinutes() < HOURS_FROM_MINUTES) {
            return age.toMinutes() + "m";
        }
        return age.toHours() < DAYS_FROM_HOURS ? age.toHours() + "h" : age.toDays() + "d";
    }

    /** The time in a Kubernetes timestamp; empty for null and for what is none. */
    public static Optional<Instant> parse(@Nullable String timestamp) {
        if (timestamp == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(java.time.OffsetDateTime.parse(timestamp).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
