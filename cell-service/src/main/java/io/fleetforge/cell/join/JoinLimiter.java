package io.fleetforge.cell.join;

import io.fleetforge.cell.limit.RateLimit;
import io.fleetforge.contracts.collection.LruMap;
import io.fleetforge.runtime.problem.ProblemException;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits the rate of joins per source and per world, the world's shared equally by its hosts; twice the rate is taken at once.
 * Bounded: of many sources the least recent is dropped first. Thread-safe.
 */
final class JoinLimiter {

    private static final int MAX_SOURCES = 10_000;

    private final JoinLimits limits;
    private final IntSupplier hosts;
    private final LongSupplier nanoClock;
    private final Map<String, RateLimit> sources = new LruMap<>(MAX_SOURCES);
    private @Nullable RateLimit world;

    /**
     * @param hosts of the world now
     * @param nanoClock monotonic nanoseconds
     */
    JoinLimiter(JoinLimits limits, IntSupplier hosts, LongSupplier nanoClock) {
        this.limits = limits;
        this.hosts = hosts;
        this.nanoClock = nanoClock;
    }

    /**
     * Counts a request of {@code source}.
     *
     * @throws ProblemException 429 with Retry-After when it is above the limit of the source
     */
    synchronized void requireSource(String source) {
        var nowNs = nanoClock.getAsLong();
        var perSource = limits.perSecondPerSource();
        if (perSource > 0
                && !sources.computeIfAbsent(source, unknown -> new RateLimit(perSource, nowNs))
                        .allows(nowNs)) {
            throw refused(
                    429,
                    "this address joins more than " + perSource
                            + " times per second (spec.players.limits.joinsPerSecondPerSource); try again in a second");
        }
    }

    /**
     * Counts a join of the world.
     *
     * @throws ProblemException 503 with Retry-After when it is above this host's share of the limit
     */
    synchronized void requireWorld() {
        if (!share(nanoClock.getAsLong()).allows(nanoClock.getAsLong())) {
            throw refused(
                    503,
                    "the world has more than " + limits.perSecond()
                            + " joins per second (spec.players.limits.joinsPerSecond); try again in a second");
        }
    }

    private RateLimit share(long nowNs) {
        var perSecond = Math.max(1, Math.ceilDiv(limits.perSecond(), Math.max(1, hosts.getAsInt())));
        var known = world;
        if (known == null || known.perSecond() != perSecond) {
            known = new RateLimit(perSecond, nowNs);
            world = known;
        }
        return known;
    }

    private static ProblemException refused(int status, String detail) {
        return ProblemException.retryLater(status, "join-rate-limited", detail, 1);
    }
}
