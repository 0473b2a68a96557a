package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.contracts.names.Metrics;
import io.fleetforge.controller.operation.CellOperation;
import io.fleetforge.controller.scaling.Blocked;
import io.fleetforge.controller.scaling.Reason;
import io.fleetforge.controller.scaling.ScalingDecision;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Meters of worlds. A world's series go when the world goes. Thread-safe. */
final class WorldMetrics {

    private static final Duration[] RECONCILE_BUCKETS = {
        Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
        Duration.ofSeconds(5), Duration.ofSeconds(30)
    };

    /** Counters with series per world. */
    private static final Set<String> COUNTERS = Set.of(Metrics.CELL_TRANSITIONS, Metrics.SCALING_DECISIONS);

    private record Series(
            AtomicInteger cells, AtomicInteger ready, AtomicInteger players, List<Meter> meters, String uid) {}

    private final MeterRegistry registry;
    private final Map<String, Series> worlds = new ConcurrentHashMap<>();
    private final Map<String, Set<Reason>> blocked = new ConcurrentHashMap<>();

    WorldMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder(Metrics.WORLDSPECS, worlds, Map::size)
                .description("WorldSpecs that exist now")
                .register(registry);
        registry.counter(Metrics.WORLDSPECS_SEEN);
    }

    void reconciled(Timer.Sample sample, String outcome) {
        sample.stop(Timer.builder(Metrics.RECONCILE)
                .description("One reconcile of one WorldSpec")
                .tag("outcome", outcome)
                .serviceLevelObjectives(RECONCILE_BUCKETS)
                .register(registry));
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void status(WorldSpec world, WorldSpecStatus status) {
        var series = worlds.compute(key(world), (key, known) -> seriesOf(world, known));
        series.cells().set(orZero(status.cells()));
        series.ready().set(orZero(status.readyCells()));
        series.players().set(orZero(status.players()));
    }

    void operations(WorldSpec world, List<CellOperation> operations) {
        for (var operation : operations) {
            var transition = operation.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            registry.counter(Metrics.CELL_TRANSITIONS, tags(world).and("transition", transition))
                    .increment();
        }
    }

    /** A step counts each time, a reason that holds wishes back when it begins to. */
    void scaled(WorldSpec world, ScalingDecision decision) {
        decision.step().ifPresent(wish -> count(world, wish.getClass().getSimpleName(), "Load"));
        var reasons = decision.blocked().stream().map(Blocked::reason).collect(Collectors.toUnmodifiableSet());
        var before = blocked.put(key(world), reasons);
        reasons.stream()
                .filter(reason -> before == null || !before.contains(reason))
                .forEach(reason -> count(world, "blocked", reason.code()));
    }

    private void count(WorldSpec world, String result, String reason) {
        registry.counter(
                        Metrics.SCALING_DECISIONS,
                        tags(world).and("result", result.toLowerCase(Locale.ROOT), "reason", reason))
                .increment();
    }

    void removed(WorldSpec world) {
        blocked.remove(key(world));
        var series = worlds.remove(key(world));
        if (series != null) {
            series.meters().forEach(registry::remove);
        }
        var tags = tags(world);
        registry.getMeters().stream()
                .filter(meter -> COUNTERS.contains(meter.getId().getName())
                        && meter.getId().getTags().containsAll(tags.stream().toList()))
                .forEach(registry::remove);
    }

    private Series seriesOf(WorldSpec world, @Nullable Series known) {
        var uid = world.getMetadata().getUid();
        if (known != null && known.uid().equals(uid)) {
            return known;
        }
        registry.counter(Metrics.WORLDSPECS_SEEN).increment();
        if (known != null) {
            return new Series(known.cells(), known.ready(), known.players(), known.meters(), uid);
        }
        var series = new Series(new AtomicInteger(), new AtomicInteger(), new AtomicInteger(), new ArrayList<>(), uid);
        var tags = tags(world);
        series.meters().add(gauge(Metrics.CELLS, tags.and("state", "desired"), series.cells()));
        series.meters().add(gauge(Metrics.CELLS, tags.and("state", "running"), series.ready()));
        series.meters().add(gauge(Metrics.SESSIONS, tags, series.players()));
        return series;
    }

    private Gauge gauge(String name, Tags tags, AtomicInteger value) {
        return Gauge.builder(name, value, AtomicInteger::get).tags(tags).register(registry);
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    private static Tags tags(WorldSpec world) {
        return Tags.of(
                "namespace",
                world.getMetadata().getNamespace(),
                "world",
                world.getMetadata().getName());
    }

    private static String key(WorldSpec world) {
        return world.getMetadata().getNamespace() + "/" + world.getMetadata().getName();
    }
}
