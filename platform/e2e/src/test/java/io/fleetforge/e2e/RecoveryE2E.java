package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.testing.ApiProxy;
import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Processes are killed at the worst moments; the world reaches the same state. */
class RecoveryE2E {

    private static final Duration CELL_RECOVERY_LIMIT = Duration.ofSeconds(20);
    private static final Duration PROXY_WITHIN = Duration.ofMinutes(4);
    private static final Duration PROXY_POLL = Duration.ofMillis(100);
    private static final int MAX_KILLS = 40;
    private static final List<Integer> FIRST_KILLS = Arrays.stream(
                    System.getProperty("recovery.deaths", "1").split(","))
            .map(Integer::valueOf)
            .toList();

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Services services = new Services(platform);

    @Test
    void shouldRunCellsAgainWhenTheirHostIsKilled() {
        worlds.apply("killed-host", 4, 4);
        worlds.awaitReady("killed-host");
        var host = worlds.hosts("killed-host").getFirst();

        ProcessHandle.of(Services.pid(host)).orElseThrow().destroyForcibly();

        worlds.awaitNotReady("killed-host", Duration.ofSeconds(10));
        worlds.awaitReady("killed-host", CELL_RECOVERY_LIMIT);
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
    void shouldMoveTheCellsBeforeADeletedHostStops() {
        worlds.apply("deleted-host", 4, 2);
        worlds.awaitReady("deleted-host");
        var before = worlds.topology("deleted-host").getSpec();

        await("the budget lets one go: it is evicted as by kubectl drain")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> platform.client()
                        .pods()
                        .inNamespace(Worlds.NAMESPACE)
                        .withName("deleted-host-1")
                        .evict());

        await().atMost(CELL_RECOVERY_LIMIT)
                .untilAsserted(() -> assertThat(
                                worlds.topology("deleted-host").getSpec().epoch())
                        .isGreaterThan(before.epoch()));
        await("it was removed, and its cells run on another host")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(worlds.hosts("deleted-host"))
                        .extracting(pod -> pod.getMetadata().getName())
                        .containsExactlyInAnyOrder("deleted-host-0", "deleted-host-2"));
        worlds.awaitReady("deleted-host", CELL_RECOVERY_LIMIT);
        var after = worlds.topology("deleted-host").getSpec();
        assertThat(after.cellsOf("deleted-host-0")).isEqualTo(before.cellsOf("deleted-host-0"));
        assertThat(after.cellsOf("deleted-host-2"))
                .hasSize(2)
                .extracting(Cell::epoch)
                .allMatch(epoch -> epoch > before.epoch());
        assertThat(after.cellsOf("deleted-host-2"))
                .extracting(Cell::id)
                .containsExactlyInAnyOrderElementsOf(
                        before.cellsOf("deleted-host-1").stream().map(Cell::id).toList());
        assertThat(platform.topics().all(Topics.WORLD_EVENTS).stream()
                        .filter(record -> "default/deleted-host".equals(record.key()))
                        .map(record -> new String(record.value(), StandardCharsets.UTF_8)))
                .as("at no moment a cell was down")
                .noneMatch(event -> event.contains("CellsDown"));
        worlds.delete("deleted-host");
    }

    @Test
    void shouldContinueAWorldWhoseTopologyIsDeleted() throws Exception {
        worlds.apply("pruned", 2, 1);
        worlds.awaitReady("pruned");
        var players = new Players(worlds, services, "pruned", "pruned-0");
        var ann = players.join("ann", 100);
        var before = worlds.topology("pruned").getSpec();
        var pods = worlds.hosts("pruned").stream()
                .map(pod -> pod.getMetadata().getUid())
                .toList();

        platform.kubectl().require("delete", "worldtopology", "pruned");

        await("it is written again, above what hosts know")
                .atMost(CELL_RECOVERY_LIMIT)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(worlds.topology("pruned").getSpec().revision())
                                .isGreaterThan(before.revision()));
        assertThat(worlds.topology("pruned").getSpec().cells()).isEqualTo(before.cells());
        assertThat(worlds.hosts("pruned"))
                .extracting(pod -> pod.getMetadata().getUid())
                .as("no host was replaced")
                .containsExactlyInAnyOrderElementsOf(pods);
        assertThat(players.view(ann).statusCode()).isEqualTo(200);
        platform.kubectl()
                .require(
                        "patch",
                        "worldspec",
                        "pruned",
                        "--type=merge",
                        "-p",
                        "{\"spec\":{\"topology\":{\"initialCells\":4}}}");
        worlds.awaitReady("pruned");
        assertThat(worlds.topology("pruned").getSpec().cells())
                .as("hosts follow the new revisions")
                .hasSize(4);
        assertThat(players.view(ann).statusCode())
                .as("here, or handed off to the new host of its cell")
                .isIn(200, 421);
        assertThat(platform.kubectl()
                        .require("get", "events", "--field-selector", "reason=TopologyRebuilt", "-o", "name")
                        .toString())
                .isNotBlank();
        worlds.delete("pruned");
    }

    /**
     * Worlds are created, repartitioned and deleted by controllers that are killed right after every second write was stored and
     * before they learn so, the odd ones and, with {@code -Drecovery.deaths=1,2}, the even ones too; another by one that keeps
     * running. All are equal at each stage. The simulation kills after any write. (A controller that was killed after each single
     * write would only ever raise the epoch of hosts that may have run: see ADR 6.)
     */
    @Test
    @LongScenario
    void shouldReachTheSameStateWhenTheControllerIsKilledAfterEachWrite() throws Exception {
        services.scaleController(0);
        try (var proxy = new ApiProxy(platform.platform().controlPlane());
                var controller = new ControllerProcess(proxy)) {
            controller.start(Integer.MAX_VALUE);
            var whole = createAndEdit(controller, "uncut");
            for (var first : FIRST_KILLS) {
                controller.kill();
                controller.start(first);

                assertThat(createAndEdit(controller, "cut-" + first))
                        .as("death after write %d and every second one from there", first)
                        .isEqualTo(whole);

                assertThat(controller.awaitKills()).as("deaths").isBetween(4, MAX_KILLS);
            }
        } finally {
            services.scaleController(1);
        }
    }

    private record Outcome(List<String> created, List<String> edited) {}

    private Outcome createAndEdit(ControllerProcess controller, String name) throws Exception {
        worlds.apply(name, 3, 2);
        controller.runUntil(name + " is ready", () -> ready(name));
        var created = shape(name);
        platform.kubectl()
                .require(
                        "patch",
                        "worldspec",
                        name,
                        "--type=merge",
                        "-p",
                        "{\"spec\":{\"topology\":{\"initialCells\":5}}}");
        controller.runUntil(name + " is repartitioned", () -> ready(name) && pods(name) == 3);
        var edited = shape(name);
        platform.kubectl().require("delete", "worldspec", name, "--wait=false");
        controller.runUntil(
                name + " is gone", () -> worlds.get(name) == null && worlds.topology(name) == null && pods(name) == 0);
        assertThat(lastRecord(name).value())
                .as("its record ends in a tombstone")
                .isNull();
        return new Outcome(created, edited);
    }

    private int pods(String name) {
        return worlds.hosts(name).size();
    }

    private boolean ready(String name) {
        var world = worlds.get(name);
        var status = world.getStatus();
        return status != null
                && "Ready".equals(status.phase())
                && world.getMetadata().getGeneration().equals(status.observedGeneration());
    }

    /** Everything that must be equal after any crash: epochs and revisions may be higher. */
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
        shape.add("published "
                + new String(lastRecord(name).value(), StandardCharsets.UTF_8)
                        .contains("\"revision\":" + topology.revision()));
        return shape;
    }

    private ConsumerRecord<String, byte[]> lastRecord(String name) {
        return platform.topics().all(Topics.WORLD_TOPOLOGY).stream()
                .filter(record -> ("default/" + name).equals(record.key()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** The controller-service as a process of its own, under its real service account, behind the proxy. */
    private final class ControllerProcess implements AutoCloseable {

        private final ApiProxy proxy;
        private final Path log = TestPlatform.root().resolve("platform/e2e/target/controller-under-test.log");
        private volatile Process process;
        private int starts;
        private int kills;

        ControllerProcess(ApiProxy proxy) throws IOException {
            this.proxy = proxy;
            Files.writeString(log, "");
        }

        /**
         * Starts and is killed after so many writes. The lease of the killed process is released, so that no other waits for it.
         */
        void start(int writes) throws IOException {
            platform.client()
                    .leases()
                    .inNamespace(Services.SYSTEM)
                    .withName("fleetforge-controller")
                    .delete();
            proxy.arm(writes, this::kill);
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
                    .until(() -> !process.isAlive() || loops() > starts);
            starts = loops();
        }

        /** Waits for {@code condition}; starts another process whenever one was killed meanwhile. */
        void runUntil(String what, Callable<Boolean> condition) throws Exception {
            var deadline = System.nanoTime() + PROXY_WITHIN.toNanos();
            while (!condition.call()) {
                assertThat(System.nanoTime()).as(what).isLessThan(deadline);
                if (!process.isAlive()) {
                    assertThat(++kills).as("deaths until " + what).isLessThanOrEqualTo(MAX_KILLS);
                    start(2);
                }
                LockSupport.parkNanos(PROXY_POLL.toNanos());
            }
        }

        private int loops() throws IOException {
            return Files.readString(log).split("the control loop runs", -1).length - 1;
        }

        int awaitKills() {
            var counted = kills;
            kills = 0;
            return counted;
        }

        void kill() {
            process.destroyForcibly();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
