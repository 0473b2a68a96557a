package io.fleetforge.cluster.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.process.ProcessRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneIT {

    @TempDir
    static Path temp;

    private static ControlPlaneBinary binary;
    private static ControlPlane plane;

    @BeforeAll
    static void start() {
        binary = ControlPlaneBinary.locate(Path.of(System.getProperty("fleetforge.root")), Progress.silent());
        plane = ControlPlane.start(temp.resolve("a state"), binary);
    }

    @AfterAll
    static void stop() {
        plane.close();
        assertThat(plane.processes().running()).isEmpty();
    }

    @Test
    void shouldAdoptRunningComponents() {
        plane.repair();
        var before =
                plane.processes().running().stream().map(ProcessRecord::pid).toList();

        var second = ControlPlane.start(temp.resolve("a state"), binary);

        assertThat(before).hasSize(4);
        assertThat(second.processes().running().stream().map(ProcessRecord::pid))
                .containsExactlyInAnyOrderElementsOf(before);
        assertThat(second.url()).isEqualTo(plane.url());
    }

    @Test
    void shouldRestartAComponentThatEnded() {
        plane.processes().kill("kube-scheduler");
        assertThat(plane.processes().running()).hasSize(3);

        plane.repair();

        assertThat(plane.processes().running()).hasSize(4);
    }

    @Test
    void shouldKeepItsStateWhenTheApiServerIsKilledAndRestarted() {
        try (var client = plane.client()) {
            client.resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("kept")
                            .withNamespace("default")
                            .endMetadata()
                            .addToData("a", "b")
                            .build())
                    .create();
        }

        plane.killApiServer();
        plane.restartApiServer();

        assertThat(plane.processes().running()).hasSize(4);
        try (var client = plane.client()) {
            assertThat(client.configMaps()
                            .inNamespace("default")
                            .withName("kept")
                            .get()
                            .getData())
                    .containsEntry("a", "b");
        }
    }

    @Test
    void shouldRefuseAnUnknownTokenAndKeepTheKubeconfigPrivate() throws Exception {
        try (var client = new KubernetesClientBuilder()
                .withConfig(plane.clientConfig("guessed"))
                .build()) {
            assertThatThrownBy(() -> client.namespaces().list())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("Unauthorized");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(plane.kubeconfig())))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldWriteAnAuditRecordPerChange() {
        new Kubectl(plane.binary(), plane.kubeconfig()).require("create", "namespace", "audited");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(Files.readString(plane.auditLog()).lines())
                                .anyMatch(line -> line.contains("\"verb\":\"create\"")
                                        && line.contains("\"resource\":\"namespaces\"")
                                        && line.contains("\"username\":\"fleetforge-admin\"")
                                        && line.contains("\"name\":\"audited\"")));
    }

    /** The API server refuses endpoints with loopback addresses, which pods of the local platform have. */
    @Test
    void shouldReportNoWarningForAServiceOfPodsWithLoopbackAddresses() {
        var labels = Map.of("app", "loopback");
        try (var client = plane.client()) {
            client.resource(new ServiceBuilder()
                            .withNewMetadata()
                            .withName("loopback")
                            .withNamespace("default")
                            .endMetadata()
                            .withNewSpec()
                            .withSelector(labels)
                            .addNewPort()
                            .withPort(8080)
                            .endPort()
                            .endSpec()
                            .build())
                    .create();
            await("the account of the pod")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> client.serviceAccounts()
                                    .inNamespace("default")
                                    .withName("default")
                                    .get()
                            != null);
            var pod = client.resource(new PodBuilder()
                            .withNewMetadata()
                            .withName("loopback")
                            .withNamespace("default")
                            .withLabels(labels)
                            .endMetadata()
                            .withNewSpec()
                            .withNodeName("none")
                            .addNewContainer()
                            .withName("main")
                            .withImage("none")
                            .endContainer()
                            .endSpec()
                            .build())
                    .create();
            pod.setStatus(new PodStatusBuilder()
                    .withPhase("Running")
                    .withPodIP("127.0.0.9")
                    .addNewPodIP("127.0.0.9")
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .endCondition()
                    .build());
            client.resource(pod).updateStatus();

            await().during(Duration.ofSeconds(5))
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(client.v1()
                                    .events()
                                    .inNamespace("default")
                                    .list()
                                    .getItems())
                            .filteredOn(
                                    event -> event.getInvolvedObject().getName().equals("loopback"))
                            .filteredOn(event -> event.getType().equals("Warning"))
                            .isEmpty());
        }
    }

    @Test
    void shouldIncludeKustomizeAndTheExpectedVersion() {
        var kubectl = new Kubectl(plane.binary(), plane.kubeconfig());

        assertThat(kubectl.require("version")).contains("Server Version: v1.36", "Client Version: v1.36");
        assertThat(kubectl.require("kustomize", System.getProperty("fleetforge.root") + "/infra/deploy/overlays/local"))
                .contains("kind: Deployment");
    }
}
