package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.operation.CellOperation;
import io.fleetforge.runtime.metric.Meters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the meters of one world show, and what is still being timed. Thread-safe. */
final class WorldSeries {

    /** Reasons of a scaling step. */
    static final String LOAD = "Load";

    static final String LIMIT = "Limit";

    private static final String MISSING = "missing";
    /** Names of what is decided about cells. */
    static final List<String> OPERATIONS = Arrays.stream(CellOperation.class.getPermittedSubclasses())
            .map(operation -> operation.getSimpleName().toLowerCase(Locale.ROOT))
            .toList();

    /** An operation that was decided and is not done everywhere. */
    record Decided(String operation, long sinceNs) {}

    private record Desired(long generation, long sinceNs) {}

    private final String uid;
    private final AtomicInteger cells = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicInteger blocked = new AtomicInteger();
    private final Map<String, AtomicInteger> hosts = new TreeMap<>();
    private final List<Decided> decided = new ArrayList<>();
    private long readyGeneration;
    private @Nullable Desired desired;

    /**
     * @param readyGeneration of the spec that was ready before this leader saw it; 0 for none
     */
    WorldSeries(String uid, Meters meters, LongSupplier nowNs, long readyGeneration) {
        this.uid = uid;
        this.readyGeneration = readyGeneration;
        meters.gauge(Metric.CELLS, cells, AtomicInteger::get, "state", "desired");
        meters.gauge(Metric.CELLS, running, AtomicInteger::get, "state", "running");
        meters.gauge(Metric.WORLD_READY, ready, AtomicInteger::get);
        meters.gauge(Metric.SCALING_BLOCKED, blocked, AtomicInteger::get);
        meters.gauge(Metric.OPERATION_OLDEST, this, series -> series.oldestSeconds(nowNs.getAsLong()));
        for (var phase : HostView.Phase.values()) {
            hosts.put(name(phase), new AtomicInteger());
        }
        hosts.put(MISSING, new AtomicInteger());
        fromZero(meters);
        hosts.forEach((state, count) -> meters.gauge(Metric.HOSTS, count, AtomicInteger::get, "state", state));
    }

    /** A rate includes the first event only when the counter existed before it. */
    private static void fromZero(Meters meters) {
        for (var operation : OPERATIONS) {
            meters.counter(Metric.CELL_TRANSITIONS, "transition", operation);
        }
        for (var result : List.of("split", "merge")) {
            for (var reason : List.of(LOAD, LIMIT)) {
                meters.counter(Metric.SCALING_DECISIONS, "result", result, "reason", reason);
            }
        }
        meters.counter(Metric.HOST_REPLACEMENTS);
    }

    String uid() {
        return uid;
    }

    /** The spec is of that generation; its first observation counts. */
    synchronized void observed(long generation, long atNs) {
        if (generation > readyGeneration && (desired == null || desired.generation() < generation)) {
            desired = new Desired(generation, atNs);
        }
    }

    void hosts(WorldObservation observed) {
        var pods = observed.pods().values().stream()
                .collect(Collectors.groupingBy(pod -> name(pod.phase()), Collectors.counting()));
        var topology = observed.topologySpec();
        var missing = topology == null
                ? 0
                : topology.hosts().stream()
                        .filter(host -> !observed.pods().containsKey(host.name()))
                        .count();
        hosts.forEach((state, count) ->
                count.set(Math.toIntExact(state.equals(MISSING) ? missing : pods.getOrDefault(state, 0L))));
    }

    synchronized void decided(String operation, long atNs) {
        decided.add(new Decided(operation, atNs));
    }

    private synchronized double oldestSeconds(long nowNs) {
        return decided.isEmpty() ? 0 : (nowNs - decided.getFirst().sinceNs()) / 1e9;
    }

    void blocked(int reasons) {
        blocked.set(reasons);
    }

    void status(WorldSpecStatus status, boolean isReady) {
        cells.set(orZero(status.cells()));
        running.set(orZero(status.readyCells()));
        ready.set(isReady ? 1 : 0);
    }

    /** Operations completed by the last status: every cell runs as recorded. */
    synchronized List<Decided> done() {
        if (cells.get() == 0 || running.get() < cells.get()) {
            return List.of();
        }
        var done = List.copyOf(decided);
        decided.clear();
        return done;
    }

    /** Since when the generation that is ready now was desired; empty when that was reported before. */
    synchronized Optional<Long> ready() {
        var was = desired;
        if (was == null) {
            return Optional.empty();
        }
        readyGeneration = was.generation();
        desired = null;
        return Optional.of(was.sinceNs());
    }

    private static String name(HostView.Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
