package io.fleetforge.bots;

/** When the bots of a run go, and how. It can be put forward, never off. Thread-safe. */
final class StopSignal {

    private volatile long dueNs = Long.MAX_VALUE;
    private volatile boolean silent;

    long dueNs() {
        return dueNs;
    }

    boolean isDue() {
        return System.nanoTime() >= dueNs;
    }

    /** Whether sockets just close and sessions stay. */
    boolean isSilent() {
        return silent;
    }

    synchronized void by(long ns) {
        dueNs = Math.min(dueNs, ns);
    }

    synchronized void now(boolean silently) {
        if (!isDue()) {
            silent = silently;
            dueNs = System.nanoTime();
        }
    }
}
