package io.fleetforge.cluster.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.process.ProcessRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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

    @Test
    void shouldIncludeKustomizeAndTheExpectedVersion() {
        var kubectl = new Kubectl(plane.binary(), plane.kubeconfig());

        assertThat(kubectl.require("version")).contains("Server Version: v1.36", "Client Version: v1.36");
        assertThat(kubectl.require("kustomize", System.getProperty("fleetforge.root") + "/infra/deploy/overlays/local"))
                .contains("kind: Deployment");
    }
}
