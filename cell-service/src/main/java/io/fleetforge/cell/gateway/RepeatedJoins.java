package io.fleetforge.cell.gateway;

import io.fleetforge.cell.gateway.PlayerOperations.JoinResult;
import io.fleetforge.cell.gateway.PlayerOperations.JoinResult.Admitted;
import io.fleetforge.contracts.collection.LruMap;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a join that is repeated under the same key, after a lost answer, as it was answered before: for thirty seconds. Bounded.
 * Thread-safe.
 */
final class RepeatedJoins {

    private static final int MAX_KEYS = 4_096;

    static final Duration WINDOW = Duration.ofSeconds(30);

    private final LongSupplier nanoClock;
    private final Map<String, Answered> answers = new LruMap<>(MAX_KEYS);

    private record Answered(Admitted admitted, long atNs) {}

    /** @param nanoClock monotonic nanoseconds */
    RepeatedJoins(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /**
     * The answer to the same key; empty when there was none lately.
     *
     * @param key null: the join cannot be repeated
     */
    synchronized Optional<Admitted> answer(@Nullable String key) {
        return Optional.ofNullable(key)
                .map(answers::get)
                .filter(answered -> nanoClock.getAsLong() - answered.atNs() < WINDOW.toNanos())
                .map(Answered::admitted);
    }

    /** Remembers an admission; a redirect is decided anew. */
    synchronized void answered(@Nullable String key, JoinResult result) {
        if (key != null && result instanceof Admitted admitted) {
            answers.put(key, new Answered(admitted, nanoClock.getAsLong()));
        }
    }
}
