package io.fleetforge.cell.connection;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.limit.RateLimit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether one client keeps to the limits of its socket: frames per second, frames that cannot be read, time to join, silence,
 * and messages that it does not read. {@link #frame} and {@link #unreadable} are the socket thread's alone, {@link #exceeded}
 * and {@link #pingIsDue} the view thread's, the rest is thread-safe.
 */
final class ClientLimits {

    private static final int MOST_UNREADABLE = 20;
    private static final int FLOOD_FACTOR = 10;
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    /** What becomes of a received frame. */
    enum Intake {
        ACCEPTED,
        /** Refused, and the client is to be notified; at most once a second. */
        REFUSED,
        DROPPED,
        FLOOD
    }

    private final CellConfig.Play limits;
    private final PlayMetrics metrics;
    private final LongSupplier clock;
    private final RateLimit rate;
    private volatile long activeNs;
    private long pingedNs;
    private int unreadable;
    private long refusedSinceNs;
    private int refusedByRate;

    /**
     * @param clock monotonic nanoseconds
     */
    ClientLimits(CellConfig.Play limits, PlayMetrics metrics, LongSupplier clock) {
        this.limits = limits;
        this.metrics = metrics;
        this.clock = clock;
        var nowNs = clock.getAsLong();
        this.rate = new RateLimit(limits.inputsPerSecond(), nowNs);
        this.activeNs = nowNs;
        this.pingedNs = nowNs;
        this.refusedSinceNs = nowNs;
    }

    long nowNs() {
        return clock.getAsLong();
    }

    int perSecond() {
        return rate.perSecond();
    }

    int maxFrameBytes() {
        return limits.maxFrameBytes();
    }

    /** Counts a frame; the client is active, whatever becomes of it. */
    Intake frame() {
        var nowNs = clock.getAsLong();
        activeNs = nowNs;
        metrics.frameIn();
        if (rate.allows(nowNs)) {
            return Intake.ACCEPTED;
        }
        if (nowNs - refusedSinceNs > SECOND_NS) {
            refusedSinceNs = nowNs;
            refusedByRate = 0;
        }
        refusedByRate++;
        refused("rate-limited");
        if (refusedByRate > FLOOD_FACTOR * rate.perSecond()) {
            return Intake.FLOOD;
        }
        return refusedByRate == 1 ? Intake.REFUSED : Intake.DROPPED;
    }

    /** Counts a frame that cannot be read; false when they are too many. */
    boolean unreadable() {
        unreadable++;
        return unreadable <= MOST_UNREADABLE;
    }

    void refused(String reason) {
        metrics.refused(reason);
    }

    /** The client has joined, or answered a ping. */
    void active() {
        activeNs = clock.getAsLong();
    }

    /** Whether a client that connected at {@code sinceNs} should have joined by now. */
    boolean joinIsLate(long sinceNs, long nowNs) {
        return nowNs - sinceNs > limits.joinWithin().toNanos();
    }

    /** Why the socket is to be closed, when it is. */
    Optional<CloseReason> exceeded(SendQueue out, long nowNs) {
        if (out.stalledNs(nowNs) > limits.slowAfter().toNanos()) {
            metrics.slowReader();
            return Optional.of(CloseReason.SLOW_READER);
        }
        return nowNs - activeNs > limits.silentAfter().toNanos() ? Optional.of(CloseReason.SILENT) : Optional.empty();
    }

    /** Whether a ping is to be sent now; the next is due an interval later. */
    boolean pingIsDue(long nowNs) {
        if (nowNs - pingedNs <= limits.pingEvery().toNanos()) {
            return false;
        }
        pingedNs = nowNs;
        return true;
    }
}
