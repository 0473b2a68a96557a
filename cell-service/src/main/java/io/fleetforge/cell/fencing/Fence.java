package io.fleetforge.cell.fencing;

import io.fleetforge.contracts.lease.FencingTimes;
import io.fleetforge.runtime.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Whether this process may act for its world now. Two proofs hold it open, each counted from the moment before it was sent: a
 * renewal of the host's Lease, and a sample of telemetry that Kafka took. Only the Lease opens it, at the start and after
 * both stayed out for {@link FencingTimes#RENEW_DEADLINE}: whoever takes the host's cells over takes the Lease first. A process that was
 * replaced never acts again. See ADR 10. Thread-safe.
 */
public final class Fence {

    private static final Duration FRESH = Duration.ofSeconds(3);
    private static final long NEVER = Long.MIN_VALUE;

    private final LongSupplier nowNs;
    private final boolean always;
    private long provenAtNs = NEVER;
    private long heardAtNs = NEVER;
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

    /** A fence that is always open, where nobody can take over. */
    public static Fence none() {
        return new Fence(System::nanoTime, true);
    }

    /** The moment that a proof sent now counts from. */
    public long nowNs() {
        return nowNs.getAsLong();
    }

    /** The Lease was renewed by a request sent at {@code sentAtNs}. */
    public synchronized void leased(long sentAtNs) {
        provenAtNs = Math.max(provenAtNs, sentAtNs);
    }

    /** Kafka took a sample that was sent at {@code sentAtNs}; opens nothing that is closed. */
    public synchronized void heard(long sentAtNs) {
        heardAtNs = Math.max(heardAtNs, sentAtNs);
        if (isOpen()) {
            provenAtNs = Math.max(provenAtNs, sentAtNs);
        }
    }

    /** Open, and Kafka took a sample not long ago. */
    public synchronized boolean isFresh() {
        return isOpen() && heardAtNs != NEVER && nowNs.getAsLong() - heardAtNs < FRESH.toNanos();
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
        return always || provenAtNs != NEVER;
    }

    public synchronized boolean isOpen() {
        return always
                || (!replaced
                        && provenAtNs != NEVER
                        && nowNs.getAsLong() - provenAtNs < FencingTimes.RENEW_DEADLINE.toNanos());
    }

    /**
     * @throws ProblemException 503 when closed
     */
    public void requireOpen() {
        if (!isOpen()) {
            throw new ProblemException(
                    503,
                    "fenced",
                    "this host could prove to nobody that it is alive for " + FencingTimes.RENEW_DEADLINE.toSeconds()
                            + " s; another may have its players",
                    List.of(),
                    Map.of("Retry-After", "2"));
        }
    }
}
