package io.fleetforge.cell.messaging;

import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/** Words that are said and not taken by Kafka yet, in the order in which they were said. Thread-safe. */
final class WordsUnderWay {

    private final AtomicLong said = new AtomicLong();
    private final ConcurrentSkipListSet<Long> open = new ConcurrentSkipListSet<>();

    /** A word begins; {@link #taken} ends it. */
    long begin() {
        var word = said.incrementAndGet();
        open.add(word);
        return word;
    }

    void taken(long word) {
        open.remove(word);
    }

    /** The last word said so far. */
    long last() {
        return said.get();
    }

    /** Whether all words up to {@code last} are taken. */
    boolean areTakenUpTo(long last) {
        var oldest = open.ceiling(Long.MIN_VALUE);
        return oldest == null || oldest > last;
    }

    int count() {
        return open.size();
    }
}
