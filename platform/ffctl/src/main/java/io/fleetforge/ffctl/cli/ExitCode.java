package io.fleetforge.ffctl.cli;

/** What the shell is told. */
final class ExitCode {

    static final int OK = 0;
    /** Something is wrong, or what was asked for is not there. */
    static final int FOUND = 1;

    static final int WRONG_USE = 2;
    static final int UNREACHABLE = 3;

    private ExitCode() {}
}
