package io.fleetforge.bots;

/** When the bots of a run stop, and how. The time can only be moved forward. Thread-safe. */
final class StopSignal {

    private volatile long dueNs = Long.MAX_VALUE;
    private volatile boolean abrupt;

    long dueNs() {
        return dueNs;
    }

    boolean isDue() {
        return System.nanoTime() >= dueNs;
    }

    /** Whether sockets close without a leave message, so that sessions stay. */
    boolean isAbrupt() {
        return abrupt;
    }

    synchronized void stopBy(long ns) {
        dueNs = Math.min(dueNs, ns);
    }

    synchronized void stopNow(boolean abruptly) {
        if (!isDue()) {
            abrupt = abruptly;
            dueNs = System.nanoTime();
        }
    }
}
