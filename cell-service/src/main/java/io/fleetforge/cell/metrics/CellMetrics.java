package io.fleetforge.cell.metrics;

import io.fleetforge.cell.durability.CheckpointAges;
import io.fleetforge.cell.durability.OwnedSessions;
import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.TickMeter;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.metric.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Meters of a host, labelled with its world only, so that their number never grows with cells. Thread-safe. */
public final class CellMetrics implements TickMeter {

    private final Meters meters;
    private final Timer lateness;
    private final Timer duration;
    private final Timer handoff;
    private final Counter lost;
    private final Counter skippedTicks;

    public CellMetrics(MeterRegistry registry, WorldRef world, SessionRegistry sessions) {
        meters = new Meters(registry).of(world);
        lateness = meters.timer(Metric.TICK_LATENESS);
        duration = meters.timer(Metric.TICK_DURATION);
        handoff = meters.timer(Metric.SESSION_HANDOFF);
        lost = meters.counter(Metric.SESSIONS_LOST);
        skippedTicks = meters.counter(Metric.TICKS_SKIPPED);
        for (var reason : List.of("Left", "Idle", "Disconnected", "NotDelivered", "OutsideWorld", "EntityFailed")) {
            meters.counter(Metric.SESSION_ENDS, "reason", reason); // from zero, so that a rate includes the first
        }
        meters.gauge(Metric.SESSIONS, sessions, SessionRegistry::size);
    }

    /** Watches whether the host may act, and what waits for Kafka. */
    public void bind(OwnedSessions inFlight, Fence fence) {
        meters.gauge(Metric.OUTBOX_OLDEST, inFlight, OwnedSessions::oldestInFlightSeconds);
        meters.gauge(Metric.FENCE_CLOSED, fence, known -> known.wasOpened() && !known.isOpen() ? 1 : 0);
    }

    /** Watches what the host keeps. */
    public void persistence(CellHost host, CheckpointAges checkpoints, Duration interval) {
        meters.gauge(Metric.CHECKPOINT_AGE, host, here -> checkpoints.oldestMs(ids(here)) / 1e3);
        meters.gauge(Metric.CHECKPOINT_INTERVAL, host, here -> interval.toMillis() / 1e3);
    }

    private static List<String> ids(CellHost host) {
        return host.cells().stream().map(CellAgent::id).toList();
    }

    @Override
    public void ticked(long latenessNs, long durationNs) {
        lateness.record(latenessNs, TimeUnit.NANOSECONDS);
        duration.record(durationNs, TimeUnit.NANOSECONDS);
    }

    @Override
    public void skipped(long ticks) {
        skippedTicks.increment(ticks);
    }

    public void transition(EventType type) {
        meters.counter(Metric.CELL_TRANSITIONS, "transition", type.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** @param reason why the session ended, as in its event */
    public void ended(String reason) {
        meters.counter(Metric.SESSION_ENDS, "reason", reason).increment();
    }

    /** Counts a session record that was unreadable during recovery: a session may be missing. */
    public void lost() {
        lost.increment();
    }

    /**
     * @param tookMs below 0 when the clocks of the two hosts differ by more than that
     */
    public void handedOff(long tookMs) {
        handoff.record(Math.max(0, tookMs), TimeUnit.MILLISECONDS);
    }
}
