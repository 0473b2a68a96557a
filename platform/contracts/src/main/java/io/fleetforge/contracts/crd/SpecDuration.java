package io.fleetforge.contracts.crd;

import java.time.Duration;

/** Durations in a spec: a whole number with the unit ms, s, m or h. */
public final class SpecDuration {

    private static final long MS_PER_S = 1000;
    private static final long S_PER_UNIT = 60;

    private SpecDuration() {}

    /**
     * @throws IllegalArgumentException when {@code text} has another form
     */
    public static Duration parse(String text) {
        var digits = text.replaceAll("[a-z]+$", "");
        var amount = Long.parseLong(digits);
        return switch (text.substring(digits.length())) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> throw new IllegalArgumentException("a duration is a number with ms, s, m or h, got " + text);
        };
    }

    /** The shortest text of {@code duration}, to the millisecond. */
    public static String format(Duration duration) {
        var ms = duration.toMillis();
        if (ms % MS_PER_S != 0) {
            return ms + "ms";
        }
        var s = ms / MS_PER_S;
        if (s % S_PER_UNIT != 0) {
            return s + "s";
        }
        var m = s / S_PER_UNIT;
        return m % S_PER_UNIT != 0 || m == 0 ? m + "m" : m / S_PER_UNIT + "h";
    }
}
