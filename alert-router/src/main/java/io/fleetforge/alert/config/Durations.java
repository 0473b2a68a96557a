package io.fleetforge.alert.config;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them: {@code 1h30m}, {@code 5d}, {@code 250ms}, {@code 0}. */
final class Durations {

    private static final Pattern SYNTAX = Pattern.compile(
            "(?:([0-9]+)y)?(?:([0-9]+)w)?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?(?:([0-9]+)ms)?");
    private static final long[] UNITS_MS = {31_536_000_000L, 604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1};
    private static final int MAX_DIGITS = 9;

    private Durations() {}

    /**
     * @throws IllegalArgumentException for any other form
     */
    static Duration parse(String text) {
        var parts = SYNTAX.matcher(text);
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (text.isEmpty() || !parts.matches()) {
            throw new IllegalArgumentException("'%s' is not a duration such as 30s, 5m, 1h30m or 4d".formatted(text));
        }
        var millis = 0L;
        for (var unit = 0; unit < UNITS_MS.length; unit++) {
            var amount = parts.group(unit + 1);
            if (amount == null) {
                continue;
            }
            if (amount.length() > MAX_DIGITS) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "'%s' has a number of more than %d digits", text, MAX_DIGITS));
            }
            millis += Long.parseLong(amount) * UNITS_MS[unit];
        }
        return Duration.ofMillis(millis);
    }
}
