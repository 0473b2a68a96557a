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
import java.util.List;
import java.util.stream.Stream;
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

            shouldPrintColumns(plane);
        }
    }

    /** The table that kubectl prints, of a status as the controller writes it. */
    private void shouldPrintColumns(ControlPlane plane) {
        var kubectl = new Kubectl(plane.binary(), plane.kubeconfig());
        kubectl.require("patch", "worldspec", "starter", "--subresource=status", "--type=merge", "-p", """
                {"status": {"phase": "Ready", "cells": 4, "readyCells": 4, "players": 120, "load": "70%", "hosts": 2,
                  "conditions": [{"type": "Ready", "status": "True", "reason": "AllCellsRunning", "message": "4 of 4 cells run",
                    "lastTransitionTime": "2026-01-01T12:00:00Z"}]}}
                """);

        assertThat(columns(kubectl.require("get", "worldspec", "starter")))
                .startsWith(
                        "NAME", "PHASE", "CELLS", "READY", "PLAYERS", "LOAD", "AGE", "starter", "Ready", "4", "True")
                .contains("120", "70%")
                .doesNotContain("HOSTS", "MESSAGE");
        assertThat(columns(kubectl.require("get", "worldspec", "starter", "-o", "wide")))
                .startsWith("NAME", "PHASE", "CELLS", "READY", "PLAYERS", "LOAD", "HOSTS", "MESSAGE", "AGE")
                .contains("70%", "2", "4 of 4 cells run");
    }

    private static List<String> columns(String table) {
        return Stream.of(table.strip().split("\\s{2,}|\n")).map(String::strip).toList();
    }

    private static void load(KubernetesClient client, String file) throws IOException {
        try (var yaml = Files.newInputStream(ROOT.resolve(file))) {
            client.load(yaml).inNamespace("default").create();
        }
    }
}
