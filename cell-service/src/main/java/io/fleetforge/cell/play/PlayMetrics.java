package io.fleetforge.cell.play;

import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicInteger;

/** Meters of the player edge, labelled with the world and small enums only. Thread-safe. */
public final class PlayMetrics {

    private final MeterRegistry registry;
    private final Tags tags;
    private final AtomicInteger sockets = new AtomicInteger();
    private final Counter in;
    private final Counter out;
    private final Counter slow;

    public PlayMetrics(MeterRegistry registry, WorldRef world) {
        this.registry = registry;
        this.tags = Tags.of("namespace", world.namespace(), "world", world.name());
        Gauge.builder(Metrics.PLAY_SOCKETS, sockets, AtomicInteger::get)
                .description("Connected sockets of players")
                .tags(tags)
                .register(registry);
        in = registry.counter(Metrics.PLAY_FRAMES, tags.and("direction", "in"));
        out = registry.counter(Metrics.PLAY_FRAMES, tags.and("direction", "out"));
        slow = registry.counter(Metrics.PLAY_SLOW_READERS, tags);
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
        registry.counter(Metrics.PLAY_REFUSED, tags.and("reason", reason)).increment();
    }
}
