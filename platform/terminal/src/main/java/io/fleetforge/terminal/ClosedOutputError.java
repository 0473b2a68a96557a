package io.fleetforge.terminal;

/**
 * The reader of standard output has gone: nothing that follows is read. Ends a program that prints until it is stopped, and is
 * therefore no exception, which a loop that retries would take for a failure of the thing it watches. A program whose exit
 * code is a result catches it where it prints that result.
 */
public final class ClosedOutputError extends Error {

    private static final long serialVersionUID = 1L;

    public ClosedOutputError() {
        super("the reader of standard output has gone", null, false, false);
    }
}
