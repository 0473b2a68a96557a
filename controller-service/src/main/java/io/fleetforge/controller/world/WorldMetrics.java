package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.controller.scaling.Blocked;
import io.fleetforge.controller.scaling.Reason;
import io.fleetforge.controller.scaling.ScalingDecision;
import io.fleetforge.runtime.metric.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Meters of worlds. A world's series are removed with the world. Thread-safe. */
@Singleton
final class WorldMetrics {

    private static final String ERROR = "error";
    private static final List<String> OUTCOMES = List.of("success", "refused", ERROR);

    private final MeterRegistry registry;
    private final Meters meters;
    private final LongSupplier nowNs;
    private final Map<String, WorldSeries> worlds = new ConcurrentHashMap<>();
    private final Map<String, Set<Reason>> blocked = new ConcurrentHashMap<>();

    @Inject
    WorldMetrics(MeterRegistry registry) {
        this(registry, System::nanoTime);
    }

    /**
     * @param nowNs monotonic, in nanoseconds
     */
    WorldMetrics(MeterRegistry registry, LongSupplier nowNs) {
        this.registry = registry;
        this.meters = new Meters(registry);
        this.nowNs = nowNs;
        meters.gauge(Metric.WORLDSPECS, worlds, Map::size);
        meters.counter(Metric.WORLDSPECS_TOTAL);
        // All from zero: a rate does not see the event that a series is born with.
        meters.timer(Metric.WORLD_READY_DURATION);
        WorldSeries.OPERATIONS.forEach(name -> meters.timer(Metric.OPERATION_DURATION, "operation", name));
        OUTCOMES.forEach(outcome -> meters.timer(Metric.RECONCILE, "outcome", outcome));
    }

    /** Times one reconcile, which counts as failed unless its outcome is set. */
    Timing reconciling() {
        return new Timing(Timer.start(registry));
    }

    /** A reconcile in progress; not thread-safe. */
    final class Timing implements AutoCloseable {

        private final Timer.Sample sample;
        private String outcome = ERROR;

        private Timing(Timer.Sample sample) {
            this.sample = sample;
        }

        void ended(String with) {
            outcome = with;
        }

        @Override
        public void close() {
            sample.stop(meters.timer(Metric.RECONCILE, "outcome", outcome));
        }
    }

    /** The state of the world before any write. */
    void observed(WorldObservation observed) {
        var series = series(observed.world());
        series.observed(observed.world().getMetadata().getGeneration(), nowNs.getAsLong());
        series.hosts(observed);
    }

    /**
     * @param known whether the status reflects the world; else it is that of an earlier leader, and completes no operation
     */
    void reported(WorldObservation observed, WorldOutcome outcome, WorldSpecStatus status, boolean known) {
        var world = observed.world();
        var now = nowNs.getAsLong();
        var series = series(world);
        var own = of(world);
        for (var operation : outcome.operations()) {
            var name = operation.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            own.counter(Metric.CELL_TRANSITIONS, "transition", name).increment();
            series.decided(name, now);
        }
        var replaced = replaced(observed.topologySpec(), outcome.topology());
        if (replaced > 0) {
            own.counter(Metric.HOST_REPLACEMENTS).increment(replaced);
        }
        outcome.scaling().ifPresent(decision -> scaled(world, decision));
        series.status(status, isReady(status));
        if (known) {
            time(series, isReady(status), now);
        }
    }

    private void time(WorldSeries series, boolean isReady, long now) {
        for (var done : series.done()) {
            meters.timer(Metric.OPERATION_DURATION, "operation", done.operation())
                    .record(now - done.sinceNs(), TimeUnit.NANOSECONDS);
        }
        if (isReady) {
            series.ready()
                    .ifPresent(since ->
                            meters.timer(Metric.WORLD_READY_DURATION).record(now - since, TimeUnit.NANOSECONDS));
        }
    }

    /** A step counts each time, a blocking reason when it starts. */
    void scaled(WorldSpec world, ScalingDecision decision) {
        decision.step()
                .ifPresent(proposal -> count(
                        world,
                        proposal.getClass().getSimpleName(),
                        decision.required() ? WorldSeries.LIMIT : WorldSeries.LOAD));
        var reasons = decision.blocked().stream().map(Blocked::reason).collect(Collectors.toUnmodifiableSet());
        var before = blocked.put(key(world), reasons);
        series(world).blocked(reasons.size());
        reasons.stream()
                .filter(reason -> before == null || !before.contains(reason))
                .forEach(reason -> count(world, "blocked", reason.code()));
    }

    private void count(WorldSpec world, String result, String reason) {
        of(world)
                .counter(Metric.SCALING_DECISIONS, "result", result.toLowerCase(Locale.ROOT), "reason", reason)
                .increment();
    }

    void removed(WorldSpec world) {
        blocked.remove(key(world));
        worlds.remove(key(world));
        of(world).remove();
    }

    /** Processes that replaced a failed one of the same name. */
    private static long replaced(@Nullable WorldTopologySpec before, @Nullable WorldTopologySpec after) {
        if (before == null || after == null) {
            return 0;
        }
        var incarnations = before.hosts().stream().collect(Collectors.toMap(Host::name, Host::incarnation));
        return after.hosts().stream()
                .filter(host -> host.incarnation() > incarnations.getOrDefault(host.name(), host.incarnation()))
                .count();
    }

    private static boolean isReady(WorldSpecStatus status) {
        var condition = status.condition(WorldConditions.READY);
        return condition != null && condition.getStatus().equals("True");
    }

    private WorldSeries series(WorldSpec world) {
        return worlds.compute(key(world), (key, known) -> {
            var uid = world.getMetadata().getUid();
            if (known != null && known.uid().equals(uid)) {
                return known;
            }
            meters.counter(Metric.WORLDSPECS_TOTAL).increment();
            if (known != null) {
                of(world).remove();
            }
            return new WorldSeries(uid, of(world), nowNs, readyGeneration(world));
        });
    }

    /** The generation that an earlier leader reported ready; it is not timed again. */
    private static long readyGeneration(WorldSpec world) {
        var status = world.getStatus();
        return status == null || !isReady(status) || status.observedGeneration() == null
                ? 0
                : status.observedGeneration();
    }

    private Meters of(WorldSpec world) {
        return meters.of(world.getMetadata().getNamespace(), world.getMetadata().getName());
    }

    private static String key(WorldSpec world) {
        return world.getMetadata().getNamespace() + "/" + world.getMetadata().getName();
    }
}
