package io.fleetforge.runtime.leadership;

import java.util.function.LongSupplier;

/**
 * Decides on a monotonic clock whether the last proven renewal still covers this moment. A leader that was stopped or cut
 * off finds itself deposed at its next look, before it writes, whatever the wall clock says. Thread-safe.
 */
final class LeaderClock {

    private static final long NEVER = Long.MIN_VALUE;

    private final long renewDeadlineNs;
    private final LongSupplier nowNs;
    private volatile long provenAtNs = NEVER;
    private volatile long triedAtNs;

    LeaderClock(long renewDeadlineNs, LongSupplier nowNs) {
        this.renewDeadlineNs = renewDeadlineNs;
        this.nowNs = nowNs;
        this.triedAtNs = nowNs.getAsLong();
    }

    long nowNs() {
        return nowNs.getAsLong();
    }

    /** The lease was looked at just now, whatever comes of it. */
    void tried() {
        triedAtNs = nowNs.getAsLong();
    }

    /** True when nobody looked at the lease for longer than {@code patienceNs}: the election no longer runs. */
    boolean silentFor(long patienceNs) {
        return nowNs.getAsLong() - triedAtNs > patienceNs;
    }

    /** A renewal that was sent at {@code sentAtNs} has succeeded. */
    void proven(long sentAtNs) {
        provenAtNs = sentAtNs;
    }

    void lost() {
        provenAtNs = NEVER;
    }

    boolean covers() {
        var proven = provenAtNs;
        return proven != NEVER && nowNs.getAsLong() - proven < renewDeadlineNs;
    }
}
