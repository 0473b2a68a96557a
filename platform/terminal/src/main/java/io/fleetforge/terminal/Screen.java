package io.fleetforge.terminal;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * Lines of text, and a map. A terminal shows the map in place; elsewhere each changed map is printed once. For programs that
 * print until they are stopped: each call ends with a {@link ClosedOutputError} when the reader has gone. Not thread-safe.
 */
public final class Screen {

    private static final String UP_AND_CLEAR = "\u001b[%dF\u001b[J";

    private final PrintWriter out;
    private final boolean redraws;
    private final Runnable requireReader;
    /** Lines of the map at the bottom of the screen. */
    private int drawnLines;

    /**
     * @param redraws whether {@code out} is a terminal that understands cursor movements
     * @param requireReader throws when the reader of {@code out} has gone
     */
    Screen(PrintWriter out, boolean redraws, Runnable requireReader) {
        this.out = out;
        this.redraws = redraws;
        this.requireReader = requireReader;
    }

    /** Writes to {@code out}; redraws in place on a terminal unless plain text is requested. */
    public static Screen of(PrintWriter out) {
        var console = System.console();
        var plain = System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"));
        return new Screen(out, console != null && console.isTerminal() && !plain, OutputReader::require);
    }

    /**
     * A line that stays, once for each change.
     *
     * @param changed whether it shows something that the line before did not
     */
    public void println(String line, boolean changed) {
        if (changed) {
            println(line);
        } else {
            requireReader.run();
        }
    }

    /** A line that stays. */
    public void println(String line) {
        requireReader.run();
        clear();
        out.println(line);
        out.flush();
    }

    /**
     * @param changed whether it shows something that the map before did not
     */
    public void map(List<String> lines, boolean changed) {
        requireReader.run();
        if (!redraws && !changed) {
            return;
        }
        clear();
        lines.forEach(out::println);
        out.flush();
        drawnLines = redraws ? lines.size() : 0;
    }

    /** Keeps the current map on the screen. */
    public void keepMap() {
        drawnLines = 0;
    }

    private void clear() {
        if (drawnLines > 0) {
            out.print(String.format(Locale.ROOT, UP_AND_CLEAR, drawnLines));
            drawnLines = 0;
        }
    }
}
