package io.fleetforge.cell.runtime;

import java.util.concurrent.atomic.AtomicLong;

/** The worst tick since the last read. Written by one thread, read by any. */
final class TickPeaks {

    private final AtomicLong durationNs = new AtomicLong();
    private final AtomicLong latenessNs = new AtomicLong();

    void measured(long newLatenessNs, long newDurationNs) {
        raise(latenessNs, newLatenessNs);
        raise(durationNs, newDurationNs);
    }

    long drainDurationNs() {
        return durationNs.getAndSet(0);
    }

    long drainLatenessNs() {
        return latenessNs.getAndSet(0);
    }

    private static void raise(AtomicLong max, long value) {
        if (value > max.get()) {
            max.set(value);
        }
    }
}
