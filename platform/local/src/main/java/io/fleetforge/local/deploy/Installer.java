package io.fleetforge.local.deploy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.fleetforge.cluster.Await;
import io.fleetforge.cluster.Checkout;
import io.fleetforge.cluster.controlplane.Kubectl;
import io.fleetforge.contracts.names.Labels;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Installs FleetForge into a cluster: CRDs, environment, manifests; the same files everywhere. */
public final class Installer {

    private static final int LOG_LINES = 4;
    private static final int LOG_WIDTH = 600;
    private static final Duration AVAILABLE = Duration.ofSeconds(120);
    private static final Duration ESTABLISHED = Duration.ofSeconds(30);

    private final Checkout checkout;
    private final Kubectl kubectl;
    private final KubernetesClient client;

    public Installer(Checkout checkout, Kubectl kubectl, KubernetesClient client) {
        this.checkout = checkout;
        this.kubectl = kubectl;
        this.client = client;
    }

    public void crds() {
        kubectl.require(
                "apply",
                "--server-side",
                "--force-conflicts",
                "-f",
                checkout.crds().toString());
        kubectl.require(
                "wait",
                "--for=condition=Established",
                "--timeout=" + ESTABLISHED.toSeconds() + "s",
                "-f",
                checkout.crds().toString());
    }

    /** Writes the ConfigMap that the local overlay leaves out: addresses that are random per run. */
    public void environment(Map<String, String> environment) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(Labels.SYSTEM_NAMESPACE)
                        .endMetadata()
                        .build())
                .fieldManager("fleetforge-local")
                .serverSideApply();
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(Labels.SYSTEM_NAMESPACE)
                        .withName("fleetforge-environment")
                        .endMetadata()
                        .withData(environment)
                        .build())
                .fieldManager("fleetforge-local")
                .serverSideApply();
    }

    /** Writes the Secret by which alert-router authenticates senders of alerts without an account in the cluster. */
    public void alertSenders(String token) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(Labels.SYSTEM_NAMESPACE)
                        .withName("fleetforge-alert-senders")
                        .endMetadata()
                        .withStringData(Map.of("token", token))
                        .build())
                .fieldManager("fleetforge-local")
                .serverSideApply();
    }

    public void services() {
        kubectl.require(
                "apply",
                "--server-side",
                "--force-conflicts",
                "-k",
                checkout.localOverlay().toString());
    }

    public void production() {
        kubectl.require(
                "apply",
                "--server-side",
                "--force-conflicts",
                "-k",
                checkout.productionOverlay().toString());
    }

    /** Returns when every Deployment of the platform is available. */
    public void awaitAvailable() {
        Await.until(
                "availability of the services",
                AVAILABLE,
                () -> {
                    var deployments = client.apps()
                            .deployments()
                            .inNamespace(Labels.SYSTEM_NAMESPACE)
                            .list()
                            .getItems();
                    return !deployments.isEmpty() && deployments.stream().allMatch(Installer::isRolledOut);
                },
                this::unavailable);
    }

    /**
     * The status is of this generation, and every replica is updated and available: the check of {@code kubectl rollout status}.
     */
    private static boolean isRolledOut(io.fabric8.kubernetes.api.model.apps.Deployment deployment) {
        var status = deployment.getStatus();
        if (status == null
                || status.getObservedGeneration() == null
                || status.getObservedGeneration() < deployment.getMetadata().getGeneration()) {
            return false;
        }
        var desired = deployment.getSpec().getReplicas();
        return orZero(status.getUpdatedReplicas()) >= desired
                && orZero(status.getAvailableReplicas()) >= desired
                && orZero(status.getReplicas()) <= desired;
    }

    private static int orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    private String unavailable() {
        return client.pods().inNamespace(Labels.SYSTEM_NAMESPACE).list().getItems().stream()
                .filter(pod -> !Readiness.isPodReady(pod))
                .map(pod -> pod.getMetadata().getName() + ": " + pod.getStatus().getPhase() + "\n"
                        + pod.getStatus().getContainerStatuses().stream()
                                .map(status -> "  " + describe(pod, status))
                                .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
    }

    /** Why a container waits, how it ended before, and the last lines of its log. */
    private String describe(Pod pod, ContainerStatus status) {
        var text = new StringBuilder(status.getName()).append(": ");
        var waiting = status.getState().getWaiting();
        text.append(waiting == null ? "runs, not ready" : waiting.getReason() + ", " + waiting.getMessage());
        var before =
                status.getLastState() == null ? null : status.getLastState().getTerminated();
        if (before != null) {
            text.append("; ended ")
                    .append(status.getRestartCount())
                    .append(" times, last with exit code ")
                    .append(before.getExitCode());
        }
        var logs = kubectl.run(
                "logs",
                "--namespace=" + pod.getMetadata().getNamespace(),
                "--container=" + status.getName(),
                "--tail=" + LOG_LINES,
                pod.getMetadata().getName());
        logs.output()
                .lines()
                .forEach(line -> text.append("\n    ").append(line, 0, Math.min(line.length(), LOG_WIDTH)));
        return text.toString();
    }
}
