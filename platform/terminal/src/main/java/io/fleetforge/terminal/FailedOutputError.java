package io.fleetforge.terminal;

import java.io.IOException;

/** Standard output has a reader and cannot be written, for instance because a disk is full: the result is incomplete. */
public final class FailedOutputError extends Error {

    private static final long serialVersionUID = 1L;

    FailedOutputError(IOException cause) {
        super("cannot write to standard output: " + cause.getMessage(), cause);
    }
}
