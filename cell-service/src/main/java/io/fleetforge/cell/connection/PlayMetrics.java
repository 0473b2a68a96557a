package io.fleetforge.cell.connection;

import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.metric.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Meters of the player edge, labelled with the world and small enums only. Thread-safe. */
public final class PlayMetrics {

    private final Meters meters;
    private final AtomicInteger sockets = new AtomicInteger();
    private final Counter in;
    private final Counter out;
    private final Counter slow;

    public PlayMetrics(MeterRegistry registry, WorldRef world) {
        meters = new Meters(registry).of(world);
        meters.gauge(Metric.PLAY_SOCKETS, sockets, AtomicInteger::get);
        in = meters.counter(Metric.PLAY_FRAMES, "direction", "in");
        out = meters.counter(Metric.PLAY_FRAMES, "direction", "out");
        slow = meters.counter(Metric.PLAY_SLOW_READERS);
    }

    void opened() {
        sockets.incrementAndGet();
    }

    void closed() {
        sockets.decrementAndGet();
    }

    void frameIn() {
        in.increment();
    }

    void frameOut() {
        out.increment();
    }

    void slowReader() {
        slow.increment();
    }

    /**
     * @param reason one of the codes in PROTOCOL.md
     */
    void refused(String reason) {
        meters.counter(Metric.PLAY_REFUSED, "reason", reason).increment();
    }
}
