package io.fleetforge.cluster.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fleetforge.cluster.Progress;
import io.fleetforge.contracts.crd.WorldSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the CRD alone does on a real API server: no controller runs. */
class WorldSpecCrdIT {

    private static final Path ROOT = Path.of(System.getProperty("fleetforge.root"));

    @TempDir
    Path temp;

    @Test
    void shouldBePendingAndScalableBeforeAnyControllerHasSeenIt() throws IOException {
        var binary = ControlPlaneBinary.locate(ROOT, Progress.silent());
        try (var plane = ControlPlane.start(temp.resolve("state"), binary);
                var client = plane.client()) {
            load(client, "infra/crds/worldspecs.fleetforge.io-v1.yml");
            await("the CRD is served")
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> client.resources(WorldSpec.class)
                            .inAnyNamespace()
                            .list()
                            .getItems()
                            .isEmpty());
            load(client, "examples/worlds/starter.yaml");
            var starter =
                    client.resources(WorldSpec.class).inNamespace("default").withName("starter");

            var status = starter.get().getStatus();
            assertThat(status.phase()).isEqualTo("Pending");
            assertThat(status.observedGeneration())
                    .as("kstatus: behind the generation, so in progress")
                    .isEqualTo(-1);

            var cells = starter.get().getSpec().topology().initialCells();
            starter.scale(cells + 2);
            assertThat(starter.get().getSpec().topology().initialCells()).isEqualTo(cells + 2);
            assertThat(starter.scale((Scale) null).getSpec().getReplicas()).isEqualTo(cells + 2);
        }
    }

    private static void load(KubernetesClient client, String file) throws IOException {
        try (var yaml = Files.newInputStream(ROOT.resolve(file))) {
            client.load(yaml).inNamespace("default").create();
        }
    }
}
