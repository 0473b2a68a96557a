package io.fleetforge.cell.durability;

import java.time.Clock;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Words that are said and not taken by Kafka yet, in the order in which they were said. Thread-safe. */
public final class InFlightRecords {

    private final AtomicLong said = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Long> openSinceMs = new ConcurrentSkipListMap<>();
    private final Clock clock;

    public InFlightRecords(Clock clock) {
        this.clock = clock;
    }

    /** A word begins; {@link #taken} ends it. */
    public long begin() {
        var word = said.incrementAndGet();
        openSinceMs.put(word, clock.millis());
        return word;
    }

    public void taken(long word) {
        openSinceMs.remove(word);
    }

    /** The last word said so far. */
    public long last() {
        return said.get();
    }

    /** Whether all words up to {@code last} are taken. */
    public boolean areTakenUpTo(long last) {
        var oldest = openSinceMs.firstEntry();
        return oldest == null || oldest.getKey() > last;
    }

    public int count() {
        return openSinceMs.size();
    }

    /** For how many milliseconds the oldest has been under way; 0 when none is. */
    public long oldestMs() {
        var oldest = openSinceMs.firstEntry();
        return oldest == null ? 0 : Math.max(0, clock.millis() - oldest.getValue());
    }
}
