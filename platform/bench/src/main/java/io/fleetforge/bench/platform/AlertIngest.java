package io.fleetforge.bench.platform;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.Progress;
import io.fleetforge.local.Platform;
import io.fleetforge.local.observability.SenderToken;
import io.fleetforge.local.observability.StandaloneAlertmanager;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Alerts over HTTP into alert-router and into a real Alertmanager by the same 500 routes, one after the other: how many each takes per
 * second of its processor time, by the size of a post, repeated as Prometheus does every minute, and new; then how late each notifies 500
 * groups; and its memory and threads with 100 000 groups. alert-router answers when Kafka acknowledged the alerts, Alertmanager when they are in its memory:
 * the broker's share stands in rows of its own. What the posts cause is counted until the process is idle again. Routes and alerts stay, so
 * nothing is measured after it.
 */
final class AlertIngest implements Bench.Measurement {

    private static final String NAMESPACE = "fleetforge-system";
    private static final String APP = "fleetforge-alert-router";
    private static final int ROUTES = 500;
    private static final int LATE_GROUPS = 500;
    /** As an installation with its own memory would run it; the local platform's flags save memory and compile less. */
    private static final String FLAGS = "-Xmx768m -XX:TieredStopAtLevel=4";

    private static final int MOST_ALERTS = 200_000;

    /**
     * One load.
     *
     * @param size of a post
     * @param warm alerts before it is measured: a young process compiles
     * @param count alerts while it is measured
     */
    private record Load(int size, int warm, int count) {}

    /** The same thousand alerts again and again. */
    private static final List<Load> KNOWN =
            List.of(new Load(1, 20_000, 20_000), new Load(50, 60_000, 120_000), new Load(100, 60_000, 120_000));

    private static final int KNOWN_ALERTS = 1000;

    /** Each alert another; all in all these are the 99 000 that 100 000 lack. */
    private static final List<Load> NEW =
            List.of(new Load(1, 4000, 8000), new Load(50, 10_000, 30_000), new Load(100, 7000, 40_000));

    private final Progress progress;
    private final Map<String, String> rows = new LinkedHashMap<>();

    AlertIngest(Progress progress) {
        this.progress = progress;
    }

    /** One of the two. */
    private record Router(String name, Proc proc, AlertSender sender) {}

    @Override
    public Map<String, String> run(Platform platform) throws Exception {
        var root = Path.of(System.getProperty("fleetforge.root", "."));
        var program = StandaloneAlertmanager.program(root, progress);
        if (program.isEmpty()) {
            throw new PlatformException(
                    "there is no Alertmanager to measure beside, and no Go to build it; install one of them");
        }
        var run = root.resolve(".fleetforge/bench-run");
        var folder = run.resolve("alertmanager");
        try (var repeated = new NotificationCollector()) {
            var routing = routing(repeated.url());
            var token = SenderToken.in(run.resolve("observability")).value();
            var pod = route(platform, routing);
            var broker =
                    new Proc(platform.broker().processes().running().getFirst().pid());
            try (var peer = new StandaloneAlertmanager(program.get(), folder, routing);
                    var ours = new AlertSender("http://" + pod.getStatus().getPodIP() + ":8080", token);
                    var theirs = new AlertSender(peer.address(), "")) {
                var routers = List.of(
                        new Router("alert-router", Proc.of(pod), ours),
                        new Router(
                                "Alertmanager " + StandaloneAlertmanager.version(program.get()),
                                new Proc(peer.pid()),
                                theirs));
                for (var load : KNOWN) {
                    rates("repeated", load, routers, broker);
                }
                for (var router : routers) {
                    lateness(router, repeated);
                }
                for (var load : NEW) {
                    rates("new", load, routers, broker);
                }
                for (var router : routers) {
                    memory(router);
                }
            }
        }
        rows.put("flags of alert-router", FLAGS);
        return rows;
    }

    /** Each team has a route; the groups of {@code slow} are notified late enough that no notification is sent during the measurement. */
    private static String routing(String url) {
        return """
                route:
                  receiver: quiet
                  group_by: [alertname, instance]
                  group_wait: 1h
                  group_interval: 1h
                  repeat_interval: 12h
                  routes:
                    - {matchers: ['kind="late"'], receiver: collector, group_wait: 1s, group_interval: 5m}
                %s
                receivers:
                  - name: quiet
                  - name: collector
                    webhook_configs: [{url: "%s"}]
                """.formatted(
                        IntStream.range(1, ROUTES)
                                .mapToObj(team -> "    - {matchers: ['team=\"team-" + team + "\"'], receiver: quiet}")
                                .collect(Collectors.joining("\n")),
                        url);
    }

    private static Pod route(Platform platform, String routing) {
        try (var client = platform.controlPlane().client()) {
            client.resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withNamespace(NAMESPACE)
                            .withName("fleetforge-alert-routing")
                            .endMetadata()
                            .withData(Map.of("routing.yaml", routing))
                            .build())
                    .fieldManager("bench")
                    .forceConflicts()
                    .serverSideApply();
            var kubectl = platform.kubectl();
            kubectl.require(
                    "set",
                    "env",
                    "-n",
                    NAMESPACE,
                    "deployment/" + APP,
                    "_JAVA_OPTIONS=" + FLAGS,
                    "FLEETFORGE_ALERT_MAX_ALERTS=" + MOST_ALERTS);
            kubectl.require("rollout", "restart", "-n", NAMESPACE, "deployment/" + APP);
            kubectl.require("rollout", "status", "-n", NAMESPACE, "deployment/" + APP, "--timeout=120s");
            return client.pods().inNamespace(NAMESPACE).withLabel("app", APP).list().getItems().stream()
                    .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void rates(String kind, Load load, List<Router> routers, Proc broker) throws Exception {
        var name = String.format(Locale.ROOT, "%s, posts of %d", kind, load.size());
        var perSecond = new double[routers.size()];
        for (var each = 0; each < routers.size(); each++) {
            var router = routers.get(each);
            send(kind, router, load.warm(), load.size());
            router.proc().awaitIdle();
            var cpu = router.proc().cpuSeconds();
            var brokerCpu = broker.cpuSeconds();
            var startNs = System.nanoTime();
            send(kind, router, load.count(), load.size());
            var tookS = (System.nanoTime() - startNs) / 1e9;
            router.proc().awaitIdle();
            var used = router.proc().cpuSeconds() - cpu;
            perSecond[each] = load.count() / used;
            rows.put(
                    name + ", " + router.name(),
                    String.format(
                            Locale.ROOT,
                            "%.0f alerts per CPU-second (%d in %.1f s, %.2f CPU-seconds, %d threads)",
                            perSecond[each],
                            load.count(),
                            tookS,
                            used,
                            router.proc().threads()));
            if (each == 0) {
                rows.put(
                        name + ", the broker beside it",
                        String.format(Locale.ROOT, "%.2f CPU-seconds", broker.cpuSeconds() - brokerCpu));
            }
        }
        rows.put(name + ", ratio", String.format(Locale.ROOT, "%.2f", perSecond[0] / perSecond[1]));
    }

    private static void send(String kind, Router router, int count, int size) throws Exception {
        if (kind.equals("new")) {
            router.sender().sendNew(count, size);
        } else {
            router.sender().sendKnown(count, size, KNOWN_ALERTS);
        }
    }

    private void lateness(Router router, NotificationCollector collector) throws Exception {
        collector.begin();
        router.sender().sendLate(LATE_GROUPS);
        Samples.quantiles(rows, "beyond group_wait, " + router.name(), collector.latenessMs(LATE_GROUPS));
    }

    private void memory(Router router) throws Exception {
        rows.put(
                "RSS with 100000 groups, " + router.name(),
                String.format(
                        Locale.ROOT,
                        "%d MB, %d threads",
                        router.proc().residentMb(),
                        router.proc().threads()));
    }
}
