package io.fleetforge.cluster.process;

import io.fleetforge.cluster.PlatformException;
import io.fleetforge.terminal.ClosedOutputError;
import io.fleetforge.terminal.OutputReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Runs a command on this terminal: it reads, prints and is interrupted as if it had been called directly. */
public final class PassThrough {

    private static final long CHECK_MS = 500;

    private PassThrough() {}

    /**
     * Runs the command to its end and returns its exit code.
     *
     * @throws PlatformException when it cannot be started
     */
    public static int run(ProcessBuilder command) {
        try {
            return start(command).waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted");
        }
    }

    /**
     * Runs a command that prints until it is stopped, and returns its exit code. Without a new line it cannot observe that the
     * reader of its output has gone; it is ended then.
     *
     * @throws ClosedOutputError when the reader has gone
     * @throws PlatformException when it cannot be started
     */
    public static int follow(ProcessBuilder command) {
        var process = start(command);
        try {
            while (!process.waitFor(CHECK_MS, TimeUnit.MILLISECONDS)) {
                OutputReader.require();
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted");
        } finally {
            process.destroy();
        }
    }

    private static Process start(ProcessBuilder command) {
        try {
            return command.inheritIO().start();
        } catch (IOException e) {
            throw new PlatformException("cannot start " + command.command().getFirst() + ": " + e.getMessage(), e);
        }
    }
}
