package io.fleetforge.local;

import io.fleetforge.cluster.Checkout;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.broker.Broker;
import io.fleetforge.cluster.controlplane.ControlPlane;
import io.fleetforge.cluster.controlplane.ControlPlaneBinary;
import io.fleetforge.cluster.controlplane.Kubectl;
import io.fleetforge.cluster.process.ProcessTable;
import io.fleetforge.contracts.topic.TopicDeclaration;
import io.fleetforge.images.PreparedServices;
import io.fleetforge.local.deploy.Installer;
import io.fleetforge.local.observability.Observability;
import io.fleetforge.local.observability.ObservabilityPrograms;
import io.fleetforge.local.observability.SenderToken;
import io.fleetforge.local.telemetry.OtlpReceiver;
import io.fleetforge.node.ImageMap;
import io.fleetforge.node.NodeAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The whole local platform of one checkout. Starting adopts the processes of the state folder and starts the rest; when
 * none of them runs, the state of the earlier run is deleted first.
 */
public final class Platform implements AutoCloseable {

    /** Port of the OTLP receiver, stored so that running services find it again after a restart of the supervisor. */
    record Telemetry(int port) {}

    private final Checkout checkout;
    private final ControlPlane controlPlane;
    private final Broker broker;
    private final OtlpReceiver spans;
    private final NodeAgent node;
    private final Optional<Observability> observability;
    private final Kubectl kubectl;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Platform(
            Checkout checkout,
            ControlPlane controlPlane,
            Broker broker,
            OtlpReceiver spans,
            NodeAgent node,
            Optional<Observability> observability) {
        this.checkout = checkout;
        this.controlPlane = controlPlane;
        this.broker = broker;
        this.spans = spans;
        this.node = node;
        this.observability = observability;
        this.kubectl = new Kubectl(controlPlane.binary(), controlPlane.kubeconfig());
    }

    /** Starts everything but the services; with {@code stackPrograms}, also the observability stack. */
    public static Platform start(
            Checkout checkout,
            ControlPlaneBinary binary,
            Optional<ObservabilityPrograms> stackPrograms,
            Progress progress) {
        if (running(checkout).isEmpty()) {
            wipe(checkout);
        }
        StateFiles.createFolder(checkout.state());
        var services = PreparedServices.of(checkout.root(), progress);
        var controlPlane = progress.step(
                "start the Kubernetes control plane", () -> ControlPlane.start(checkout.controlPlaneState(), binary));
        var broker =
                progress.step("start Kafka", () -> Broker.start(checkout.brokerState(), checkout.brokerClasspath()));
        progress.step("create the topics", () -> broker.createTopics(declaredTopics(checkout)));
        var telemetry = StateFiles.readJson(checkout.state().resolve("telemetry.json"), Telemetry.class);
        var spans = OtlpReceiver.start(
                checkout.spans(), telemetry.map(Telemetry::port).orElse(0));
        StateFiles.writeJson(checkout.state().resolve("telemetry.json"), new Telemetry(spans.port()));
        var node = progress.step(
                "register the node",
                () -> NodeAgent.start(
                        controlPlane,
                        ImageMap.load(
                                checkout.root(), checkout.images(), service -> Optional.of(services.get(service))),
                        checkout.nodeState(),
                        "local"));
        var observability = stackPrograms.map(programs -> progress.step(
                "start Prometheus, Alertmanager and Jaeger",
                () -> Observability.start(
                        checkout.observabilityState(), checkout.observability(), programs, controlPlane::client)));
        return new Platform(checkout, controlPlane, broker, spans, node, observability);
    }

    /**
     * As {@link #start}, and stops everything with this JVM, also when the start is interrupted. The node agent stops first: a
     * running agent would restart pods that are being stopped.
     */
    public static Platform startForThisJvm(Checkout checkout, ControlPlaneBinary binary, Progress progress) {
        return startForThisJvm(checkout, binary, Optional.empty(), progress);
    }

    /** As {@link #startForThisJvm(Checkout, ControlPlaneBinary, Progress)}, with the observability stack. */
    public static Platform startForThisJvm(
            Checkout checkout,
            ControlPlaneBinary binary,
            Optional<ObservabilityPrograms> stackPrograms,
            Progress progress) {
        var started = new AtomicReference<@Nullable Platform>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ProcessTable.rejectStarts();
            var platform = started.get();
            if (platform == null) {
                stop(checkout);
            } else {
                platform.close();
            }
        }));
        var platform = start(checkout, binary, stackPrograms, progress);
        started.set(platform);
        return platform;
    }

    /** Applies CRDs and manifests and waits until the services are available. */
    public void deploy(Progress progress) {
        deploy(progress, Map.of());
    }

    /**
     * @param overrides variables of the services' environment to set or replace
     */
    public void deploy(Progress progress, Map<String, String> overrides) {
        try (var client = controlPlane.client()) {
            var deployment = new Installer(checkout, kubectl, client);
            progress.step("install the CRDs", deployment::crds);
            progress.step("apply the manifests", () -> {
                var environment = new HashMap<>(environment());
                environment.putAll(overrides);
                deployment.environment(environment);
                deployment.alertSenders(
                        SenderToken.in(checkout.observabilityState()).value());
                deployment.services();
            });
            progress.step("wait for the services", deployment::awaitAvailable);
        }
    }

    private Map<String, String> environment() {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                broker.bootstrapServers(),
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                observability.map(stack -> stack.endpoints().otlp()).orElse("http://127.0.0.1:" + spans.port()),
                "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL",
                "http/protobuf",
                "FLEETFORGE_CELL_IMAGE",
                "fleetforge-cell:distroless",
                // Receivers of a local run listen on loopback.
                "FLEETFORGE_ALERT_EGRESS_ALLOWED_NETWORKS",
                "127.0.0.0/8");
    }

    public ControlPlane controlPlane() {
        return controlPlane;
    }

    public Broker broker() {
        return broker;
    }

    public Kubectl kubectl() {
        return kubectl;
    }

    public NodeAgent node() {
        return node;
    }

    public OtlpReceiver spans() {
        return spans;
    }

    /** Running processes of the checkout's state folder, by its records. */
    public static List<String> running(Checkout checkout) {
        var names = new ArrayList<String>();
        for (var table : tables(checkout)) {
            table.running().forEach(record -> names.add(record.name() + " (pid " + record.pid() + ")"));
        }
        names.addAll(NodeAgent.runningContainers(checkout.nodeState()));
        return names;
    }

    private static TopicDeclaration declaredTopics(Checkout checkout) {
        try {
            return TopicDeclaration.load(checkout.topics());
        } catch (IOException e) {
            throw new PlatformException("cannot read the topics from " + checkout.topics() + ": " + e.getMessage(), e);
        }
    }

    private static List<ProcessTable> tables(Checkout checkout) {
        var tables = new ArrayList<ProcessTable>();
        for (var folder :
                List.of(checkout.controlPlaneState(), checkout.brokerState(), checkout.observabilityState())) {
            if (Files.isDirectory(folder.resolve("processes"))) {
                tables.add(new ProcessTable(folder.resolve("processes")));
            }
        }
        return tables;
    }

    /** Stops everything that runs for the state folder, in a safe order, also without a running supervisor. */
    public static List<String> stop(Checkout checkout) {
        var stopped = new ArrayList<String>();
        var pods = NodeAgent.endAllPods(checkout.nodeState());
        if (pods > 0) {
            stopped.add(pods + " pod processes");
        }
        var tables = tables(checkout);
        var order = new ArrayList<>(Observability.NAMES);
        order.addAll(List.of("kube-scheduler", "kube-controller-manager", "kube-apiserver", "etcd", "kafka"));
        for (var name : order) {
            for (var table : tables) {
                if (table.stop(name, java.time.Duration.ofSeconds(8))) {
                    stopped.add(name);
                }
            }
        }
        return stopped;
    }

    private static void wipe(Checkout checkout) {
        NodeAgent.endAllPods(checkout.nodeState());
        StateFiles.deleteFolder(checkout.controlPlaneState());
        StateFiles.deleteFolder(checkout.brokerState());
        StateFiles.deleteFolder(checkout.nodeState());
        StateFiles.deleteFolder(checkout.observabilityState());
        StateFiles.deleteFolder(checkout.spans());
        StateFiles.deleteFolder(checkout.state().resolve("telemetry.json"));
    }

    /** Keeps every process running, for the next supervisor. */
    public void abandon() {
        observability.ifPresent(Observability::close);
        node.close();
        spans.close();
    }

    /**
     * Restarts components of the control plane, the broker and the observability stack that have ended, as a cluster would.
     * Called by the supervisor only: a test that kills a component restarts it itself.
     *
     * @return the names of the restarted components
     */
    public synchronized List<String> repair() {
        var expected = new ArrayList<>(
                List.of("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kafka"));
        observability.ifPresent(stack -> expected.addAll(stack.expected()));
        var ended = expected.stream()
                .filter(name -> tables(checkout).stream()
                        .noneMatch(table -> table.running(name).isPresent()))
                .toList();
        if (closed.get() || ended.isEmpty()) {
            return List.of();
        }
        controlPlane.repair();
        broker.restart();
        observability.ifPresent(Observability::repair);
        return ended;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        synchronized (this) {
            observability.ifPresent(Observability::close);
            node.close();
            stop(checkout);
        }
        spans.close();
    }
}
