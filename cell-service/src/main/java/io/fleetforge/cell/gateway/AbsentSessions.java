package io.fleetforge.cell.gateway;

import io.fleetforge.contracts.collection.LruMap;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Sessions with a valid token that this host does not have: each may still arrive, for a limited time after the first request for
 * it. Bounded: the least recently requested is dropped first. Thread-safe.
 */
final class AbsentSessions {

    /** Several times what a takeover and the start of a host need together. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final int MAX_SESSIONS = 10_000;

    private final LongSupplier nanoClock;
    private final Map<String, Long> requestedNs = new LruMap<>(MAX_SESSIONS);

    /**
     * @param nanoClock monotonic nanoseconds
     */
    AbsentSessions(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Whether a client should request the session again. */
    synchronized boolean mayArrive(String session) {
        var nowNs = nanoClock.getAsLong();
        return nowNs - requestedNs.computeIfAbsent(session, id -> nowNs) < LIMIT.toNanos();
    }

    /** The session is here: a later absence counts anew. */
    synchronized void arrived(String session) {
        requestedNs.remove(session);
    }
}
