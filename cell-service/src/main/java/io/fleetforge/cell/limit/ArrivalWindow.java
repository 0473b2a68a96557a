package io.fleetforge.cell.limit;

import io.fleetforge.contracts.collection.LruMap;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What is missing and may still arrive: each id for a limited time after the first request for it. Bounded: the least recently
 * requested is dropped first. Thread-safe.
 */
public final class ArrivalWindow {

    private final Duration limit;
    private final LongSupplier nanoClock;
    private final Map<String, Long> requestedNs;

    /**
     * @param limit from the first request for an id
     * @param maxIds remembered at once
     * @param nanoClock monotonic nanoseconds
     */
    public ArrivalWindow(Duration limit, int maxIds, LongSupplier nanoClock) {
        this.limit = limit;
        this.nanoClock = nanoClock;
        this.requestedNs = new LruMap<>(maxIds);
    }

    /** Whether a client should request it again; counts as a request. */
    public synchronized boolean mayArrive(String id) {
        var nowNs = nanoClock.getAsLong();
        return nowNs - requestedNs.computeIfAbsent(id, missing -> nowNs) < limit.toNanos();
    }

    /** It is here: a later absence counts anew. */
    public synchronized void arrived(String id) {
        requestedNs.remove(id);
    }
}
