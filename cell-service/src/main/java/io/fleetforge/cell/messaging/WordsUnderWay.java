package io.fleetforge.cell.messaging;

import java.time.Clock;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Words that are said and not taken by Kafka yet, in the order in which they were said. Thread-safe. */
final class WordsUnderWay {

    private final AtomicLong said = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Long> openSinceMs = new ConcurrentSkipListMap<>();
    private final Clock clock;

    WordsUnderWay(Clock clock) {
        this.clock = clock;
    }

    /** A word begins; {@link #taken} ends it. */
    long begin() {
        var word = said.incrementAndGet();
        openSinceMs.put(word, clock.millis());
        return word;
    }

    void taken(long word) {
        openSinceMs.remove(word);
    }

    /** The last word said so far. */
    long last() {
        return said.get();
    }

    /** Whether all words up to {@code last} are taken. */
    boolean areTakenUpTo(long last) {
        var oldest = openSinceMs.firstEntry();
        return oldest == null || oldest.getKey() > last;
    }

    int count() {
        return openSinceMs.size();
    }

    /** For how many milliseconds the oldest has been under way; 0 when none is. */
    long oldestMs() {
        var oldest = openSinceMs.firstEntry();
        return oldest == null ? 0 : Math.max(0, clock.millis() - oldest.getValue());
    }
}
