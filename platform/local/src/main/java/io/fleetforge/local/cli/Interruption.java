package io.fleetforge.local.cli;

import io.fleetforge.cluster.process.ProcessTable;

/** Runs an action when this process is ended by Ctrl-C or SIGTERM before {@link #disarm}. Thread-safe. */
final class Interruption {

    private final Thread hook;
    private volatile boolean occurred;

    Interruption(Runnable action) {
        hook = new Thread(() -> {
            occurred = true;
            ProcessTable.rejectStarts();
            action.run();
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean occurred() {
        return occurred;
    }

    void disarm() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the action runs or has run, and occurred() returns true.
        }
    }
}
