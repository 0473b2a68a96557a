package io.fleetforge.alert.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Tracks notifications that failed, until a retry succeeds. Ages count from the start of this process at the earliest.
 * Thread-safe.
 */
public final class UndeliveredTracker {

    static final int MAX_ENTRIES = 10_000;

    private final Map<String, Undelivered> undelivered = new ConcurrentHashMap<>();

    /**
     * A notification that failed.
     *
     * @param since when it was due
     * @param retryBy latest time of the next attempt; without one it is dropped, since another instance may own it
     * @param isPending whether it is undelivered still, needed still, and owned by this instance
     */
    public record Undelivered(Instant since, Instant retryBy, BooleanSupplier isPending) {}

    /**
     * Records a failed attempt.
     *
     * @param key of integration and group, or of the page; its age counts from the first attempt
     */
    public void failed(String key, Undelivered attempt) {
        if (undelivered.size() >= MAX_ENTRIES && !undelivered.containsKey(key)) {
            return;
        }
        undelivered.merge(
                key, attempt, (before, now) -> new Undelivered(before.since(), now.retryBy(), now.isPending()));
    }

    /** Age of the oldest undelivered notification; zero without one. */
    Duration oldest(Instant now) {
        undelivered
                .values()
                .removeIf(each ->
                        each.retryBy().isBefore(now) || !each.isPending().getAsBoolean());
        return undelivered.values().stream()
                .map(each -> Duration.between(each.since(), now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
