package io.fleetforge.terminal;

import java.util.Locale;
import java.util.function.IntSupplier;

/** Entry of each command-line program. */
public final class Program {

    /** A shell's exit code for a command ended by SIGPIPE. */
    static final int OUTPUT_CLOSED = 141;

    private static final int OUTPUT_FAILED = 1;

    private Program() {}

    /**
     * Runs {@code program} in the root locale, whatever the environment or {@code -Duser.language} sets, and ends this JVM with
     * its exit code: what libraries format or parse by the default locale is the same on every machine. When the reader of
     * standard output goes, the program ends at its next write, silently and with exit code 141; after any other failure to
     * write, with a message and 1.
     */
    public static void run(IntSupplier program) {
        Locale.setDefault(Locale.ROOT);
        StandardOutput.install();
        System.exit(exitCode(program));
    }

    @SuppressWarnings("SystemOut")
    static int exitCode(IntSupplier program) {
        try {
            return program.getAsInt();
        } catch (ClosedOutputError e) {
            return OUTPUT_CLOSED;
        } catch (FailedOutputError e) {
            System.err.println("error: " + e.getMessage());
            return OUTPUT_FAILED;
        }
    }
}
