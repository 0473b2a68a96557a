package io.fleetforge.runtime.leadership;

import java.util.function.LongSupplier;

/**
 * Decides on a monotonic clock whether the last successful renewal still covers this moment. A leader that was stopped or partitioned
 * finds itself deposed at its next check, before it writes, whatever the wall clock. Thread-safe.
 */
final class LeaderClock {

    private static final long NEVER = Long.MIN_VALUE;

    private final long renewDeadlineNs;
    private final LongSupplier nowNs;
    private volatile long renewedAtNs = NEVER;
    private volatile long attemptedAtNs;

    LeaderClock(long renewDeadlineNs, LongSupplier nowNs) {
        this.renewDeadlineNs = renewDeadlineNs;
        this.nowNs = nowNs;
        this.attemptedAtNs = nowNs.getAsLong();
    }

    long nowNs() {
        return nowNs.getAsLong();
    }

    /** The Lease was checked just now, with any result. */
    void attempted() {
        attemptedAtNs = nowNs.getAsLong();
    }

    /** True when the Lease was not checked for longer than {@code timeoutNs}: the election no longer runs. */
    boolean silentFor(long timeoutNs) {
        return nowNs.getAsLong() - attemptedAtNs > timeoutNs;
    }

    /** A renewal that was sent at {@code sentAtNs} has succeeded. */
    void renewed(long sentAtNs) {
        renewedAtNs = sentAtNs;
    }

    void lost() {
        renewedAtNs = NEVER;
    }

    boolean covers() {
        var renewed = renewedAtNs;
        return renewed != NEVER && nowNs.getAsLong() - renewed < renewDeadlineNs;
    }
}
