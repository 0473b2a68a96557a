package io.fleetforge.cell.fencing;

import io.fleetforge.contracts.lease.FencingTimes;
import io.fleetforge.runtime.problem.ProblemException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether this process is active for its world. Two heartbeats keep the fence open, each counted from the moment before it was
 * sent: a renewal of the host's Lease, and a telemetry sample that Kafka acknowledged. Only the Lease opens it, at the start and
 * after both were missing for {@link FencingTimes#RENEW_DEADLINE}, because a replacement preempts the Lease first. A replaced
 * process never becomes active again. See ADR 10. Thread-safe.
 */
public final class Fence {

    private static final Duration FRESH = Duration.ofSeconds(3);
    private static final long NEVER = Long.MIN_VALUE;

    private final LongSupplier nowNs;
    private final boolean always;
    private long leaseRenewedAtNs = NEVER;
    private long telemetryAtNs = NEVER;
    private boolean replaced;

    /**
     * @param nowNs monotonic nanoseconds
     */
    public Fence(LongSupplier nowNs) {
        this(nowNs, false);
    }

    private Fence(LongSupplier nowNs, boolean always) {
        this.nowNs = nowNs;
        this.always = always;
    }

    /** A fence that is always open, for hosts that cannot be replaced. */
    public static Fence none() {
        return new Fence(System::nanoTime, true);
    }

    /** The moment that a heartbeat sent now counts from. */
    public long nowNs() {
        return nowNs.getAsLong();
    }

    /** The Lease was renewed by a request sent at {@code sentAtNs}. */
    public synchronized void leased(long sentAtNs) {
        leaseRenewedAtNs = Math.max(leaseRenewedAtNs, sentAtNs);
    }

    /** Kafka acknowledged a sample that was sent at {@code sentAtNs}; never opens a closed fence. */
    public synchronized void telemetryAcknowledged(long sentAtNs) {
        telemetryAtNs = Math.max(telemetryAtNs, sentAtNs);
        if (isOpen()) {
            leaseRenewedAtNs = Math.max(leaseRenewedAtNs, sentAtNs);
        }
    }

    /** Open, and Kafka acknowledged a sample recently. */
    public synchronized boolean isFresh() {
        return isOpen() && telemetryAtNs != NEVER && nowNs.getAsLong() - telemetryAtNs < FRESH.toNanos();
    }

    /** The Lease is a later incarnation's. */
    public synchronized void replaced() {
        replaced = true;
    }

    public synchronized boolean isReplaced() {
        return replaced;
    }

    /** Whether it was ever open: before, the process is still starting. */
    public synchronized boolean wasOpened() {
        return always || leaseRenewedAtNs != NEVER;
    }

    public synchronized boolean isOpen() {
        return always
                || (!replaced
                        && leaseRenewedAtNs != NEVER
                        && nowNs.getAsLong() - leaseRenewedAtNs < FencingTimes.RENEW_DEADLINE.toNanos());
    }

    /**
     * @throws ProblemException 503 when closed
     */
    public void requireOpen() {
        if (!isOpen()) {
            throw ProblemException.retryLater(
                    503,
                    "fenced",
                    "no heartbeat of this host succeeded for " + FencingTimes.RENEW_DEADLINE.toSeconds()
                            + " s; another may have its players",
                    2);
        }
    }
}
