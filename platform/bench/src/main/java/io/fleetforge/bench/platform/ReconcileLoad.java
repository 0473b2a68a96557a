package io.fleetforge.bench.platform;

import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fleetforge.cluster.Await;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.local.Platform;
import io.fleetforge.testing.AuditLog;
import io.fleetforge.testing.HungCollector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Many worlds at once on simulated hosts: duration of a reconcile, and the time until all worlds are ready. Also with a
 * collector of spans that hangs.
 */
final class ReconcileLoad implements Bench.Measurement {

    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final int CREATING_AT_ONCE = 8;
    private static final long CHECK_MS = 1000;
    private static final String HISTOGRAM = "fleetforge_reconcile_duration_seconds";
    private static final String CONTROLLER = "system:serviceaccount:fleetforge-system:fleetforge-controller";

    private final int count;
    private final boolean collectorHangs;

    ReconcileLoad(int count, boolean collectorHangs) {
        this.count = count;
        this.collectorHangs = collectorHangs;
    }

    @Override
    public Map<String, String> run(Platform platform) throws Exception {
        if (!collectorHangs) {
            return load(platform);
        }
        try (var collector = HungCollector.inPlaceOf(platform.spans())) {
            var rows = load(platform);
            rows.put("connections accepted by the hung collector", Integer.toString(collector.accepted()));
            return rows;
        }
    }

    private Map<String, String> load(Platform platform) throws Exception {
        var rows = new LinkedHashMap<String, String>();
        try (var client = platform.controlPlane().client();
                var hosts = new SimulatedHosts(client, platform.broker().bootstrapServers());
                var seen =
                        client.resources(WorldSpec.class).inNamespace("default").inform()) {
            var controller = client.pods()
                    .inNamespace("fleetforge-system")
                    .withLabel("app", "fleetforge-controller")
                    .list()
                    .getItems()
                    .getFirst();
            var metrics = new Metrics(controller.getStatus().getPodIP());
            var audit = new AuditLog(platform.controlPlane().auditLog());
            var mark = audit.mark();
            var before = metrics.buckets(HISTOGRAM);
            var start = System.nanoTime();
            var worlds = new BenchWorlds(client);
            createAll(worlds);
            rows.put(
                    "worlds created",
                    String.format(Locale.ROOT, "%d in %.1f s", count, (System.nanoTime() - start) / 1e9));
            Await.until(count + " ready worlds", DEADLINE, () -> readyWorlds(seen) == count, () -> "");
            rows.put("all ready after", String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9));
            var after = metrics.buckets(HISTOGRAM);
            rows.put("reconciles", String.format(Locale.ROOT, "%.0f", Metrics.count(before, after)));
            rows.put("reconcile p50", Metrics.quantile(before, after, 0.50));
            rows.put("reconcile p95", Metrics.quantile(before, after, 0.95));
            rows.put("reconcile p99", Metrics.quantile(before, after, 0.99));
            rows.put(
                    "API writes per world, Events included",
                    String.format(
                            Locale.ROOT,
                            "%.1f",
                            (double) audit.writesOf(CONTROLLER, mark).size() / count));
            rows.put("controller RSS", Proc.of(controller).residentMb() + " MB");
            // One by one: deleting a thousand as a collection takes longer than a request may.
            client.resources(WorldSpec.class)
                    .inNamespace("default")
                    .list()
                    .getItems()
                    .forEach(world -> client.resource(world).delete());
            Await.until(
                    "end of all worlds", DEADLINE, () -> seen.getStore().list().isEmpty(), () -> "");
        }
        return rows;
    }

    private void createAll(BenchWorlds worlds) throws InterruptedException {
        try (var executor = Executors.newFixedThreadPool(CREATING_AT_ONCE)) {
            var creates = new ArrayList<Callable<Boolean>>();
            for (var i = 0; i < count; i++) {
                var name = "load-" + i;
                creates.add(() -> {
                    worlds.create(name, 4, 4);
                    return true;
                });
            }
            var unused = executor.invokeAll(creates); // one that failed shows as a world that never gets ready
        }
    }

    /** Worlds as a watch has seen them: to list a thousand each second is work for the same machine. */
    private static long readyWorlds(SharedIndexInformer<WorldSpec> seen) {
        Await.pause(CHECK_MS);
        return seen.getStore().list().stream()
                .filter(world -> world.getStatus() != null
                        && "Ready".equals(world.getStatus().phase()))
                .count();
    }
}
