package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.durability.OwnedSessions;
import io.fleetforge.cell.runtime.CellHost;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How long a host that is asked to end still serves: until its cells and sessions are on other hosts and the controller knows it, no
 * other host can adopt them, or time is up. Waits for nothing itself, so that the simulation runs it too. For one thread.
 */
public final class DrainSteps {

    private static final Duration CHECK = Duration.ofMillis(100);
    /** Two telemetry samples, so that the controller knows that the host is empty before the pod is gone. */
    private static final Duration TELEMETRY_SENT = Duration.ofMillis(2100);

    private final CellHost host;
    private final OwnedSessions sessions;
    private final BooleanSupplier transferable;
    private final LongSupplier nowNs;
    private final long deadlineNs;
    private boolean reported;

    /**
     * @param transferable whether another host could adopt the cells of this one
     * @param nowNs monotonic nanoseconds
     * @param within how long to serve at most, from now on
     */
    public DrainSteps(
            CellHost host, OwnedSessions sessions, BooleanSupplier transferable, LongSupplier nowNs, Duration within) {
        this.host = host;
        this.sessions = sessions;
        this.transferable = transferable;
        this.nowNs = nowNs;
        this.deadlineNs = nowNs.getAsLong() + within.toNanos();
    }

    /** The pause until the next call; empty when the host shall stop. */
    public Optional<Duration> next() {
        if (reported || !transferable.getAsBoolean()) {
            return Optional.empty();
        }
        if (host.cells().isEmpty() && sessions.count() == 0) {
            reported = true;
            return Optional.of(TELEMETRY_SENT);
        }
        return deadlineNs - nowNs.getAsLong() > 0 ? Optional.of(CHECK) : Optional.empty();
    }
}
