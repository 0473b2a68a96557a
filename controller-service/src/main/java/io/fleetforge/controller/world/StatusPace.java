package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldSpecStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When a new status is written: at once, unless only the number of players moved; that waits until ten seconds after the
 * last write, so that a crowd costs six writes a minute at most. Thread-safe.
 */
final class StatusPace {

    static final Duration PLAYERS_EVERY = Duration.ofSeconds(10);

    private final Clock clock;
    private final Map<String, Instant> writtenAt = new ConcurrentHashMap<>();

    StatusPace(Clock clock) {
        this.clock = clock;
    }

    /** What to do with a status. */
    sealed interface Step {
        record Write() implements Step {}

        record Nothing() implements Step {}

        record Wait(Duration rest) implements Step {}
    }

    /** The step for {@code after}; {@code Write} counts as written. */
    Step next(String worldUid, @Nullable WorldSpecStatus before, WorldSpecStatus after) {
        if (after.equals(before)) {
            return new Step.Nothing();
        }
        var now = clock.instant();
        var last = writtenAt.get(worldUid);
        if (last != null
                && before != null
                && after.withPlayers(before.players()).equals(before)) {
            var rest = Duration.between(now, last.plus(PLAYERS_EVERY));
            // Longer than the pace: the clock was set back.
            if (rest.isPositive() && rest.compareTo(PLAYERS_EVERY) <= 0) {
                return new Step.Wait(rest);
            }
        }
        writtenAt.put(worldUid, now);
        return new Step.Write();
    }

    void forgetWorld(String worldUid) {
        writtenAt.remove(worldUid);
    }
}
