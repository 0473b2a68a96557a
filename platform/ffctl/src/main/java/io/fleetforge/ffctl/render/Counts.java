package io.fleetforge.ffctl.render;

/** Formats a number with its noun. */
public final class Counts {

    private Counts() {}

    /** {@code 1 world}, {@code 2 worlds}. */
    public static String format(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
