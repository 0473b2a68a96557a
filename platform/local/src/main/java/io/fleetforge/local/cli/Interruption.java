package io.fleetforge.local.cli;

import io.fleetforge.cluster.process.ProcessTable;

/** Runs an action when this process is ended by Ctrl-C or SIGTERM before {@link #forget}. Thread-safe. */
final class Interruption {

    private final Thread hook;
    private volatile boolean happened;

    Interruption(Runnable action) {
        hook = new Thread(() -> {
            happened = true;
            ProcessTable.endStarts();
            action.run();
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean happened() {
        return happened;
    }

    void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the action runs or has run, and happened() says so.
        }
    }
}
