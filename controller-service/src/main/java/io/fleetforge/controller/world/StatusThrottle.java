package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldSpecStatus;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When to write a new status: at once, unless only players and load changed; that waits until ten seconds after the last write, so
 * that a crowd costs six writes a minute at most. After a restart hosts get a moment to report first, so that a restarted controller
 * does not call a healthy world degraded. Thread-safe.
 */
@Singleton
final class StatusThrottle implements WorldScoped {

    static final Duration PLAYERS_EVERY = Duration.ofSeconds(10);

    /** Three samples of telemetry. */
    static final Duration LISTENING = Duration.ofSeconds(3);

    /** The start of a host takes about four. */
    static final Duration FIRST_STATUS = Duration.ofSeconds(5);

    private final Clock clock;
    private final Map<String, Instant> writtenAt = new ConcurrentHashMap<>();
    private final Map<String, Instant> firstSeenAt = new ConcurrentHashMap<>();

    StatusThrottle(Clock clock) {
        this.clock = clock;
    }

    /** What to do with a status. */
    sealed interface Step {
        record Write() implements Step {}

        record Nothing() implements Step {}

        record Wait(Duration rest) implements Step {}
    }

    /**
     * As {@link #next}, for a world that has no status yet and launches without a problem: nothing for five seconds, as most worlds are
     * Ready by then and need one write. Until then the API server's default shows.
     */
    Step first(String worldUid, @Nullable WorldSpecStatus before, WorldSpecStatus after) {
        var rest = rest(worldUid, FIRST_STATUS);
        return rest.<Step>map(Step.Wait::new).orElseGet(() -> next(worldUid, before, after));
    }

    /** The step for {@code after}; {@code Write} counts as written. */
    Step next(String worldUid, @Nullable WorldSpecStatus before, WorldSpecStatus after) {
        if (after.equals(before)) {
            return new Step.Nothing();
        }
        var now = clock.instant();
        var last = writtenAt.get(worldUid);
        if (last != null && before != null && after.withPlayersOf(before).equals(before)) {
            var rest = Duration.between(now, last.plus(PLAYERS_EVERY));
            // Longer than the interval: the clock was set back.
            if (rest.isPositive() && rest.compareTo(PLAYERS_EVERY) <= 0) {
                return new Step.Wait(rest);
            }
        }
        writtenAt.put(worldUid, now);
        return new Step.Write();
    }

    /** How long the hosts of this world may still take to report to this process; empty when that time is over. */
    Optional<Duration> listening(String worldUid) {
        return rest(worldUid, LISTENING);
    }

    /** The rest of {@code span} since this process saw the world first; empty when it is over, or the clock was set back. */
    private Optional<Duration> rest(String worldUid, Duration span) {
        var now = clock.instant();
        var rest = Duration.between(
                now, firstSeenAt.computeIfAbsent(worldUid, uid -> now).plus(span));
        return Optional.of(rest).filter(remaining -> remaining.isPositive() && remaining.compareTo(span) <= 0);
    }

    @Override
    public void forgetWorld(String worldUid) {
        firstSeenAt.remove(worldUid);
        writtenAt.remove(worldUid);
    }
}
