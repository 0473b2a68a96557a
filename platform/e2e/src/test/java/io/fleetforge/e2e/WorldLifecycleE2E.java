package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.geometry.Tiling;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.testing.TestPlatform;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A world from its first apply to its complete removal. */
class WorldLifecycleE2E {

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);

    @Test
    void shouldBecomeReadyFollowEditsAndLeaveNothingBehind() throws Exception {
        platform.kubectl()
                .require(
                        "apply",
                        "-f",
                        TestPlatform.root()
                                .resolve("examples/worlds/starter.yaml")
                                .toString());
        platform.kubectl().require("wait", "--for=condition=Ready", "worldspec/starter", "--timeout=60s");
        assertThat(worlds.get("starter").getStatus().cells()).isEqualTo(4);

        worlds.edit("starter", "{\"spec\":{\"topology\":{\"initialCells\":10}}}");
        worlds.awaitReady("starter");
        assertThat(worlds.topology("starter").getSpec().cells()).hasSize(10);
        assertThat(worlds.hosts("starter")).hasSize(2);

        worlds.edit("starter", "{\"spec\":{\"topology\":{\"worldBoundaries\":{\"xMax\":2000}}}}");
        worlds.awaitReady("starter");
        var topology = worlds.topology("starter").getSpec();
        assertThat(Tiling.violation(
                        topology.source().bounds(),
                        topology.cells().stream().map(Cell::bounds).toList()))
                .isEmpty();
        assertThat(topology.source().bounds().xMax()).isEqualTo(2000);

        worlds.edit("starter", "{\"spec\":{\"topology\":{\"initialCells\":4},\"capacity\":{\"cellsPerHost\":4}}}");
        worlds.awaitReady("starter");
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(worlds.hosts("starter")).hasSize(1));

        worlds.delete("starter");
        var last = platform.topics().all(Topics.WORLD_TOPOLOGY).stream()
                .filter(record -> "default/starter".equals(record.key()))
                .reduce((first, second) -> second);
        assertThat(last).isPresent();
        assertThat(last.get().value())
                .as("the compacted record ends in a tombstone")
                .isNull();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(metrics()).doesNotContain("world=\"starter\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name.with.dots-0.x", "fifty-characters-long-name-that-ends-at-the-limi.x"})
    void shouldRunAWorldWhateverTheCharactersOfItsName(String name) {
        assertThat(name.length()).isLessThanOrEqualTo(50);
        worlds.apply(name, 2, 1);

        worlds.awaitReady(name);

        assertThat(worlds.hosts(name))
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactlyInAnyOrder(name + "-0", name + "-1");
        worlds.delete(name);
    }

    @Test
    @LongScenario
    void shouldRollHostByHostAndContinueWithTheLastGoodImage() throws Exception {
        worlds.apply("rolling", 4, 2);
        worlds.awaitReady("rolling");
        var before = worlds.hosts("rolling").stream()
                .map(pod -> pod.getMetadata().getUid())
                .toList();

        worlds.edit("rolling", "{\"spec\":{\"image\":\"fleetforge-cell:second\"}}");
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            assertThat(worlds.hosts("rolling")).hasSize(2).allSatisfy(pod -> {
                assertThat(pod.getMetadata().getUid()).isNotIn(before);
                assertThat(image(pod)).isEqualTo("fleetforge-cell:second");
            });
        });
        worlds.awaitReady("rolling");

        worlds.edit("rolling", "{\"spec\":{\"image\":\"no-such-image:1\"}}");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(worlds.hosts("rolling"))
                        .anySatisfy(pod -> assertThat(waitingReason(pod)).startsWith("ErrImagePull")));
        assertThat(worlds.hosts("rolling").stream().filter(pod -> image(pod).equals("fleetforge-cell:second")))
                .as("both hosts that are played on keep their good image")
                .hasSize(2);
        assertThat(worlds.get("rolling").getStatus().phase()).isEqualTo("Ready");

        worlds.edit("rolling", "{\"spec\":{\"image\":\"fleetforge-cell:third\"}}");
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(worlds.hosts("rolling"))
                        .hasSize(2)
                        .allSatisfy(pod -> assertThat(image(pod)).isEqualTo("fleetforge-cell:third")));
        worlds.awaitReady("rolling");
        worlds.delete("rolling");
    }

    @Test
    void shouldStallWithAReasonWhenThePartitionIsImpossibleAndRecover() {
        var world = worlds.apply("tight", 4, 8);
        worlds.awaitReady("tight");
        assertThat(world.getMetadata().getUid()).isNotBlank();

        worlds.edit("tight", "{\"spec\":{\"topology\":{\"initialCells\":900,\"minCellSize\":200}}}");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var stalled = worlds.get("tight").getStatus().condition("Stalled");
            assertThat(stalled.getStatus()).isEqualTo("True");
            assertThat(stalled.getMessage()).contains("minCellSize 200.0");
        });
        assertThat(worlds.topology("tight").getSpec().cells())
                .as("the running partition stays")
                .hasSize(4);

        worlds.edit("tight", "{\"spec\":{\"topology\":{\"initialCells\":6,\"minCellSize\":1}}}");
        worlds.awaitReady("tight");
        worlds.delete("tight");
    }

    @Test
    void shouldNotTouchTheNewWorldWhenDeletedAndRecreatedUnderOneName() {
        var first = worlds.apply("phoenix", 2, 2);
        worlds.awaitReady("phoenix");

        var host = worlds.hosts("phoenix").getFirst();
        platform.client()
                .resources(WorldSpec.class)
                .inNamespace("default")
                .withName("phoenix")
                .delete();
        await().atMost(Duration.ofSeconds(30)).until(() -> worlds.get("phoenix") == null);
        var leftover = leftoverOf("phoenix", host);
        var second = worlds.apply("phoenix", 2, 2);
        worlds.awaitReady("phoenix");
        assertThat(platform.client().resource(leftover).get().getMetadata())
                .as("a pod of the old UID under a host's label is not the new world's to touch")
                .satisfies(metadata -> {
                    assertThat(metadata.getUid())
                            .isEqualTo(leftover.getMetadata().getUid());
                    assertThat(metadata.getDeletionTimestamp()).isNull();
                });
        platform.client().resource(leftover).delete();

        assertThat(second.getMetadata().getUid())
                .isNotEqualTo(first.getMetadata().getUid());
        assertThat(worlds.hosts("phoenix"))
                .filteredOn(pod -> !pod.getMetadata().getName().equals("phoenix-relic"))
                .isNotEmpty()
                .allSatisfy(pod -> assertThat(pod.getMetadata()
                                .getOwnerReferences()
                                .getFirst()
                                .getUid())
                        .isEqualTo(second.getMetadata().getUid()));
        worlds.delete("phoenix");
    }

    /** A pod without an owner, with the host labels of the world, one of which names the old UID. */
    private Pod leftoverOf(String name, Pod host) {
        return platform.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName(name + "-relic")
                        .withLabels(host.getMetadata().getLabels())
                        .endMetadata()
                        .withSpec(host.getSpec())
                        .editSpec()
                        .withNodeName(null)
                        .addToNodeSelector("fleetforge.io/nowhere", "true")
                        .endSpec()
                        .build())
                .create();
    }

    private static String image(Pod pod) {
        return pod.getSpec().getContainers().getFirst().getImage();
    }

    private static String waitingReason(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .map(status -> status.getState().getWaiting())
                .filter(waiting -> waiting != null)
                .map(waiting -> waiting.getReason())
                .findFirst()
                .orElse("");
    }

    private String metrics() throws Exception {
        var pod = platform.client()
                .pods()
                .inNamespace("fleetforge-system")
                .withLabel("app", "fleetforge-controller")
                .list()
                .getItems()
                .getFirst();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://" + pod.getStatus().getPodIP() + ":8080/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
