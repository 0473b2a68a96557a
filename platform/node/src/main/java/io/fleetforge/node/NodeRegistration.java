package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fleetforge.cluster.Await;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers the node and keeps its heartbeat Lease. Not thread-safe: one heartbeat thread calls it. */
final class NodeRegistration {

    private static final Logger LOG = LoggerFactory.getLogger(NodeRegistration.class);
    private static final Duration STATUS_DEADLINE = Duration.ofSeconds(10);
    private static final int LEASE_SECONDS = 40;

    private final KubernetesClient client;
    private final String name;
    private final int logPort;

    NodeRegistration(KubernetesClient client, String name, int logPort) {
        this.client = client;
        this.name = name;
        this.logPort = logPort;
    }

    void register() {
        if (client.nodes().withName(name).get() == null) {
            client.resource(new NodeBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .withLabels(Map.of(
                                    "kubernetes.io/hostname", name,
                                    "kubernetes.io/os", "linux",
                                    "fleetforge.io/local", "true"))
                            .endMetadata()
                            .build())
                    .create();
        }
        Await.until("the node's status", STATUS_DEADLINE, this::statusWritten, () -> "");
    }

    /** A write by another client, such as the node controller, between read and write is a failure that is retried. */
    private boolean statusWritten() {
        client.nodes()
                .withName(name)
                .editStatus(node -> new NodeBuilder(node).withStatus(status()).build());
        return true;
    }

    private static boolean isReady(@Nullable Node node) {
        return node != null
                && node.getStatus() != null
                && node.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    private NodeStatus status() {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        var cpus = new Quantity(Integer.toString(16 * Runtime.getRuntime().availableProcessors()));
        var capacity = Map.of("cpu", cpus, "memory", new Quantity("64Gi"), "pods", new Quantity("1000"));
        return new NodeStatusBuilder()
                .withCapacity(capacity)
                .withAllocatable(capacity)
                .addNewAddress("127.0.0.1", "InternalIP")
                .addNewAddress(name, "Hostname")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("NodeAgentReady")
                .withMessage("the local node agent runs pods as processes")
                .withLastHeartbeatTime(now)
                .withLastTransitionTime(now)
                .endCondition()
                .withNewDaemonEndpoints()
                .withNewKubeletEndpoint(logPort)
                .endDaemonEndpoints()
                .withNewNodeInfo()
                .withKubeletVersion("v1.36.3-fleetforge-local")
                .withOperatingSystem("linux")
                .withArchitecture(System.getProperty("os.arch"))
                .withContainerRuntimeVersion("process://1")
                .withMachineID("")
                .withSystemUUID("")
                .withBootID("")
                .withKernelVersion(System.getProperty("os.version"))
                .withOsImage(System.getProperty("os.name"))
                .withKubeProxyVersion("")
                .endNodeInfo()
                .build();
    }

    /**
     * Renews the heartbeat, and the node itself when it was deleted or marked not ready while heartbeats failed (a suspended
     * machine, an unavailable API server); a failure is logged and the next heartbeat retries.
     */
    void heartbeat() {
        try {
            if (!isReady(client.nodes().withName(name).get())) {
                register();
            }
            var leases = client.leases().inNamespace("kube-node-lease");
            var now = ZonedDateTime.now(ZoneOffset.UTC);
            var lease = leases.withName(name).get();
            if (lease == null) {
                leases.resource(new LeaseBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .withNewSpec()
                                .withHolderIdentity(name)
                                .withLeaseDurationSeconds(LEASE_SECONDS)
                                .withRenewTime(now)
                                .endSpec()
                                .build())
                        .create();
            } else {
                lease.getSpec().setRenewTime(now);
                leases.resource(lease).update();
            }
        } catch (RuntimeException e) { // anything else would end the schedule, and with it the node
            LOG.warn("heartbeat failed: {}", e.getMessage());
        }
    }
}
