package io.fleetforge.bench;

import java.util.concurrent.locks.LockSupport;

/**
 * What the machine itself does to a thread that only sleeps: how late it wakes, a thousand times a second, beside what is
 * measured. Nothing in the same JVM can be more punctual than this.
 */
final class Hiccups implements Runnable {

    private static final long PERIOD_NS = 1_000_000;

    private final Latenesses late;

    Hiccups(Latenesses late) {
        this.late = late;
    }

    @Override
    public void run() {
        var dueNs = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            dueNs += PERIOD_NS;
            var nowNs = System.nanoTime();
            while (nowNs < dueNs && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(dueNs - nowNs);
                nowNs = System.nanoTime();
            }
            late.add(nowNs - dueNs);
            dueNs = Math.max(dueNs, nowNs - PERIOD_NS); // one stop is one hiccup, as with a cell that skips
        }
    }
}
