package io.fleetforge.cell.durability;

import java.time.Clock;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Records that were sent and that Kafka has not acknowledged yet, in the order they were sent. Thread-safe. */
public final class InFlightRecords {

    private final AtomicLong lastNumber = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Long> openSinceMs = new ConcurrentSkipListMap<>();
    private final Clock clock;

    public InFlightRecords(Clock clock) {
        this.clock = clock;
    }

    /** Registers a record; {@link #acknowledged} removes it. */
    public long begin() {
        var number = lastNumber.incrementAndGet();
        openSinceMs.put(number, clock.millis());
        return number;
    }

    public void acknowledged(long number) {
        openSinceMs.remove(number);
    }

    /** Number of the last record sent so far. */
    public long last() {
        return lastNumber.get();
    }

    /** Whether all records up to number {@code last} are acknowledged. */
    public boolean areAcknowledgedUpTo(long last) {
        var oldest = openSinceMs.firstEntry();
        return oldest == null || oldest.getKey() > last;
    }

    public int count() {
        return openSinceMs.size();
    }

    /** For how many milliseconds the oldest has been in flight; 0 when none is. */
    public long oldestMs() {
        var oldest = openSinceMs.firstEntry();
        return oldest == null ? 0 : Math.max(0, clock.millis() - oldest.getValue());
    }
}
