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

    /** The lease was looked at just now, whatever comes of it. */
    void attempted() {
        attemptedAtNs = nowNs.getAsLong();
    }

    /** True when nobody looked at the lease for longer than {@code timeoutNs}: the election no longer runs. */
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
