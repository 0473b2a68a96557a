package io.fleetforge.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fleetforge.cluster.controlplane.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodTokenIT {

    private static final long TEN_MINUTES_S = 600;

    @TempDir
    static Path temp;

    private static LocalNode node;

    @BeforeAll
    static void start() {
        node = new LocalNode(temp);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void shouldMountATokenThatTheApiServerAcceptsAndRenewItInTime() throws IOException {
        var pod = node.create(new PodBuilder(
                        LocalNode.shell("token", "Always", "exec sleep 300").build())
                .editSpec()
                .addNewVolume()
                .withName("short")
                .withNewProjected()
                .addNewSource()
                .withNewServiceAccountToken()
                .withPath("token")
                .withExpirationSeconds(TEN_MINUTES_S)
                .endServiceAccountToken()
                .endSource()
                .endProjected()
                .endVolume()
                .endSpec());
        LocalNode.eventually(
                () -> "Running".equals(node.get("token").getStatus().getPhase()));
        var uid = pod.getMetadata().getUid();
        var file = temp.resolve("node/pods").resolve(uid).resolve("volumes/short/token");
        var first = Files.readString(file);

        assertThat(review(node.controlPlane(), first)).isEqualTo("system:serviceaccount:default:default");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);

        var volumes = new PodVolumes(
                node.client(), node.get("token"), "127.0.0.1", file.getParent().getParent());
        volumes.materialise();
        var second = Files.readString(file);
        volumes.renew(Instant.now().plusSeconds(TEN_MINUTES_S * 7 / 10));
        assertThat(Files.readString(file)).as("not due at 70 %").isEqualTo(second);
        volumes.renew(Instant.now().plusSeconds(TEN_MINUTES_S * 9 / 10));
        assertThat(Files.readString(file)).as("due after 80 %").isNotEqualTo(second);
        assertThat(review(node.controlPlane(), Files.readString(file)))
                .isEqualTo("system:serviceaccount:default:default");
    }

    private static String review(ControlPlane controlPlane, String token) {
        try (var client = controlPlane.client()) {
            var status = client.resource(new TokenReviewBuilder()
                            .withNewSpec()
                            .withToken(token)
                            .endSpec()
                            .build())
                    .create()
                    .getStatus();
            assertThat(status.getAuthenticated()).isTrue();
            return status.getUser().getUsername();
        }
    }
}
