package io.fleetforge.ffctl.cli;

/** Exit codes. */
final class ExitCode {

    static final int OK = 0;
    /** Something is wrong, or the requested object does not exist. */
    static final int FOUND = 1;

    static final int WRONG_USE = 2;
    static final int UNREACHABLE = 3;

    private ExitCode() {}
}
