package io.fleetforge.cell.messaging;

import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Metrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Meters of a host, labelled with its world only, so that their number never grows with cells. Thread-safe. */
public final class CellMetrics {

    private static final Duration[] BUCKETS = {
        Duration.ofNanos(100_000), Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5),
        Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(250)
    };

    private final MeterRegistry registry;
    private final Tags tags;
    private final Timer lateness;
    private final Timer duration;

    public CellMetrics(MeterRegistry registry, WorldRef world, SessionRegistry sessions) {
        this.registry = registry;
        this.tags = Tags.of("namespace", world.namespace(), "world", world.name());
        this.lateness = timer(Metrics.TICK_LATENESS, "How late ticks start");
        this.duration = timer(Metrics.TICK_DURATION, "How long ticks take");
        Gauge.builder(Metrics.SESSIONS, sessions, SessionRegistry::size)
                .description("Sessions on this host")
                .tags(tags)
                .register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    public void ticked(long latenessNs, long durationNs) {
        lateness.record(latenessNs, TimeUnit.NANOSECONDS);
        duration.record(durationNs, TimeUnit.NANOSECONDS);
    }

    void transition(EventType type) {
        registry.counter(
                        Metrics.CELL_TRANSITIONS,
                        tags.and("transition", type.name().toLowerCase(Locale.ROOT)))
                .increment();
    }
}
