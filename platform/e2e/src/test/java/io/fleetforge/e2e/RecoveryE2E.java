package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.testing.ApiProxy;
import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Processes die at the worst moment; the world ends up the same. */
class RecoveryE2E {

    private static final Duration CELL_RECOVERY_BAR = Duration.ofSeconds(20);

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Services services = new Services(platform);

    @Test
    void shouldRunCellsAgainWhenHostIsKilled() {
        worlds.apply("killed-host", 4, 4);
        worlds.awaitReady("killed-host");
        var host = worlds.hosts("killed-host").getFirst();

        ProcessHandle.of(Services.pid(host)).orElseThrow().destroyForcibly();

        worlds.awaitNotReady("killed-host", Duration.ofSeconds(10));
        worlds.awaitReady("killed-host", CELL_RECOVERY_BAR);
        var again = worlds.hosts("killed-host").getFirst();
        assertThat(Services.restarts(again)).isEqualTo(1);
        var terminated = again.getStatus()
                .getContainerStatuses()
                .getFirst()
                .getLastState()
                .getTerminated();
        assertThat(terminated.getExitCode()).isEqualTo(137);
        worlds.delete("killed-host");
    }

    @Test
    void shouldRaiseTheEpochWhenHostPodIsDeleted() {
        worlds.apply("deleted-host", 4, 2);
        worlds.awaitReady("deleted-host");
        var before = worlds.topology("deleted-host").getSpec();

        platform.kubectl().require("delete", "pod", "deleted-host-1", "--wait=false");

        await().atMost(CELL_RECOVERY_BAR)
                .untilAsserted(() -> assertThat(
                                worlds.topology("deleted-host").getSpec().epoch())
                        .isGreaterThan(before.epoch()));
        worlds.awaitReady("deleted-host", CELL_RECOVERY_BAR);
        var after = worlds.topology("deleted-host").getSpec();
        assertThat(after.cellsOf("deleted-host-0")).isEqualTo(before.cellsOf("deleted-host-0"));
        assertThat(after.cellsOf("deleted-host-1")).extracting(Cell::epoch).allMatch(epoch -> epoch > before.epoch());
        worlds.delete("deleted-host");
    }

    @Test
    void shouldReachTheSameStateWhenControllerIsKilledAfterEachWrite() throws Exception {
        services.scaleController(0);
        try (var proxy = new ApiProxy(platform.platform().controlPlane());
                var controller = new ControllerProcess(proxy)) {
            controller.start();
            var whole = run(proxy, controller, "uncut", Integer.MAX_VALUE);
            var deaths = 0;
            for (var died = true; died; deaths++) {
                var k = deaths + 1;
                var cut = run(proxy, controller, "cut-" + k, k);
                assertThat(cut.shape()).as("killed after write %d", k).isEqualTo(whole.shape());
                died = cut.died();
            }
            assertThat(deaths).as("finalizer, record, pods, status at least").isGreaterThan(5);
        } finally {
            services.scaleController(1);
        }
    }

    private record Run(boolean died, List<String> shape) {}

    /** One world from nothing to ready and away; the controller dies after write {@code k}, if there is one, and starts again. */
    private Run run(ApiProxy proxy, ControllerProcess controller, String name, int k) throws Exception {
        proxy.arm(k, controller::kill);
        worlds.apply(name, 3, 2);
        await("death at write " + k + " or readiness")
                .atMost(Duration.ofSeconds(60))
                .until(() -> !controller.isAlive() || ready(name));
        proxy.disarm();
        var died = !controller.isAlive();
        if (died) {
            controller.start();
        }
        worlds.awaitReady(name, Duration.ofSeconds(60));
        var shape = shape(name);
        worlds.delete(name);
        return new Run(died, shape);
    }

    private boolean ready(String name) {
        var status = worlds.get(name).getStatus();
        return status != null && "Ready".equals(status.phase());
    }

    /** Everything that must be the same whatever happened: epochs and revisions may be higher after a crash. */
    private List<String> shape(String name) {
        var shape = new ArrayList<String>();
        var topology = worlds.topology(name).getSpec();
        topology.cells()
                .forEach(cell -> shape.add(cell.bounds() + " on " + cell.host().replace(name, "world")));
        worlds.hosts(name)
                .forEach(pod -> shape.add(
                        "pod " + pod.getMetadata().getName().replace(name, "world") + " ready " + Services.ready(pod)));
        var status = worlds.get(name).getStatus();
        shape.add(status.phase() + " " + status.cells() + " " + status.readyCells());
        var seen = platform.topics().all(Topics.WORLD_TOPOLOGY).stream()
                .filter(record -> ("default/" + name).equals(record.key()))
                .reduce((first, second) -> second)
                .orElseThrow();
        shape.add("published "
                + new String(seen.value(), java.nio.charset.StandardCharsets.UTF_8)
                        .contains("\"revision\":" + topology.revision()));
        return shape;
    }

    /** The controller-service as a process of its own, under its real service account, behind the proxy. */
    private final class ControllerProcess implements AutoCloseable {

        private final ApiProxy proxy;
        private final Path log = Files.createTempFile("controller", ".log");
        private volatile Process process;

        ControllerProcess(ApiProxy proxy) throws IOException {
            this.proxy = proxy;
        }

        void start() throws IOException {
            var token = platform.client()
                    .serviceAccounts()
                    .inNamespace(Services.SYSTEM)
                    .withName("fleetforge-controller")
                    .tokenRequest(new TokenRequestBuilder()
                            .withNewSpec()
                            .withExpirationSeconds(3600L)
                            .endSpec()
                            .build())
                    .getStatus()
                    .getToken();
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-jar",
                            TestPlatform.root()
                                    .resolve("controller-service/target/quarkus-app/quarkus-run.jar")
                                    .toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment()
                    .putAll(Map.of(
                            "KUBERNETES_MASTER", proxy.url(),
                            "KUBERNETES_AUTH_TOKEN", token,
                            "KUBERNETES_AUTH_TRYKUBECONFIG", "false",
                            "KAFKA_BOOTSTRAP_SERVERS",
                                    platform.platform().broker().bootstrapServers(),
                            "QUARKUS_OTEL_SDK_DISABLED", "true",
                            "QUARKUS_HTTP_HOST", "127.0.0.1",
                            "QUARKUS_HTTP_PORT", "0",
                            "POD_NAMESPACE", Services.SYSTEM,
                            "POD_NAME", "controller-under-test"));
            process = builder.start();
            await("the control loop runs: " + log)
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> Files.readString(log).contains("the control loop runs"));
            Files.writeString(log, "");
        }

        void kill() {
            process.destroyForcibly();
        }

        boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            Files.deleteIfExists(log);
        }
    }
}
