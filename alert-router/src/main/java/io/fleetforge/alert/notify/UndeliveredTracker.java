package io.fleetforge.alert.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Since when somebody waits for what they could not be told: it is said again until they take it. Known since the start of this process.
 * Thread-safe.
 */
public final class UndeliveredTracker {

    static final int MOST = 10_000;

    private final Map<String, Owed> owed = new ConcurrentHashMap<>();

    /**
     * What is owed.
     *
     * @param since when it was to be told
     * @param triedBy when it is tried again at the latest; owed no more, or by another instance, when it was not
     * @param isStill whether it is owed still: it may have been told since, need not be told any more, or be another's to tell
     */
    public record Owed(Instant since, Instant triedBy, BooleanSupplier isStill) {}

    /**
     * It was not taken.
     *
     * @param what names channel and matter; the first time that it was to be told counts
     */
    public void failed(String what, Owed again) {
        if (owed.size() >= MOST && !owed.containsKey(what)) {
            return;
        }
        owed.merge(what, again, (before, now) -> new Owed(before.since(), now.triedBy(), now.isStill()));
    }

    /** How long the oldest has been owed; zero when nothing is. */
    Duration oldest(Instant now) {
        owed.values()
                .removeIf(
                        each -> each.triedBy().isBefore(now) || !each.isStill().getAsBoolean());
        return owed.values().stream()
                .map(each -> Duration.between(each.since(), now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
