package io.fleetforge.runtime.logging;

import io.fleetforge.contracts.collection.LruMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Selects which of many equal messages are written: of one kind, the first {@code perSecond} of each second. Remembers the most
 * recent kinds only, so its size is bounded. Thread-safe.
 */
final class Sampling {

    private static final int MOST_KINDS = 1000;
    private static final long SECOND_NS = 1_000_000_000L;

    private static final class Kind {
        private long sinceNs;
        private int written;
        private long leftOut;
    }

    private final int perSecond;
    private final Map<String, Kind> kinds = new LruMap<>(MOST_KINDS);

    Sampling(int perSecond) {
        this.perSecond = perSecond;
    }

    /**
     * @param nowNs monotonic
     * @return how many of this kind were left out since the last that was written, when this one is to be written; empty when
     *     it is to be left out
     */
    synchronized OptionalLong admit(String kind, long nowNs) {
        var known = kinds.get(kind);
        if (known == null) {
            known = new Kind();
            known.sinceNs = nowNs;
            kinds.put(kind, known);
        }
        if (nowNs - known.sinceNs >= SECOND_NS) {
            known.sinceNs = nowNs;
            known.written = 0;
        }
        if (known.written >= perSecond) {
            known.leftOut++;
            return OptionalLong.empty();
        }
        known.written++;
        var leftOut = known.leftOut;
        known.leftOut = 0;
        return OptionalLong.of(leftOut);
    }
}
