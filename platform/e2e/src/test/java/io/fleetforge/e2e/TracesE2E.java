package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.e2e.SpanForest.Node;
import io.fleetforge.testing.HungCollector;
import io.fleetforge.testing.TestPlatform;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The trace of a world that starts and of a cell that is split, as a collector receives it over OTLP. */
class TracesE2E {

    private static final Duration EXPORTED = Duration.ofSeconds(20);
    private static final String RECONCILE = "reconcile worldspec";
    private static final String PUBLISH_TOPOLOGY = Topics.WORLD_TOPOLOGY + " publish";
    private static final String APPLY_TOPOLOGY = "apply topology";
    private static final String PUBLISH_CELL_EVENT = Topics.CELL_EVENTS + " publish";

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Services services = new Services(platform);

    @Test
    void shouldTraceTheStartOfAWorldAndTheSplitOfACellInOneTree() throws Exception {
        var apply = CorrelationId.random().value();
        worlds.apply("traces", 2, 8, Map.of(Labels.CORRELATION_ID, apply));
        worlds.awaitReady("traces");
        await("reconcile, topology, host and both cells are one tree")
                .atMost(EXPORTED)
                .untilAsserted(() -> assertCells(apply, 2, "begun"));

        var split = CorrelationId.random().value();
        var parent = worlds.topology("traces").getSpec().cells().getFirst().id();
        platform.kubectl()
                .require(
                        "annotate",
                        "worldspec/traces",
                        "--overwrite",
                        Labels.CORRELATION_ID + "=" + split,
                        "fleetforge.io/force-split=" + parent);
        await("the split is one tree: one cell ends, two start")
                .atMost(EXPORTED)
                .untilAsserted(() -> assertCells(split, 3, "split"));
        worlds.delete("traces");
    }

    @Test
    @LongScenario
    void shouldStartWorldsWhileTheCollectorHangs() throws Exception {
        services.awaitLeading();
        try (var collector = HungCollector.inPlaceOf(platform.platform().spans())) {
            worlds.apply("dark", 4, 2);
            worlds.awaitReady("dark");
            await("the services do try to send").atMost(EXPORTED).until(() -> collector.accepted() > 0);
            worlds.delete("dark");
            assertThat(services.pods("fleetforge-controller"))
                    .as("no host is restarted for it")
                    .allSatisfy(pod -> assertThat(Services.ready(pod)).isTrue());
        }

        var after = CorrelationId.random().value();
        worlds.apply("dark", 2, 8, Map.of(Labels.CORRELATION_ID, after));
        worlds.awaitReady("dark");
        await("spans are exported again").atMost(EXPORTED).untilAsserted(() -> assertCells(after, 2, "begun"));
        worlds.delete("dark");
    }

    /** The reconcile that published a topology is the root; the host applies it below, and the events of its cells are below that. */
    private void assertCells(String correlation, int events, String what) throws Exception {
        var forest = SpanForest.read(platform.platform().spans().file(), correlation);
        assertThat(forest.roots())
                .as("%s:%n%s", what, forest)
                .filteredOn(root -> root.is("fleetforge-controller", RECONCILE))
                .filteredOn(root -> root.find("fleetforge-cell", APPLY_TOPOLOGY).isPresent())
                .isNotEmpty()
                .anySatisfy(root -> {
                    var published =
                            root.find("fleetforge-controller", PUBLISH_TOPOLOGY).orElseThrow();
                    var applied =
                            published.find("fleetforge-cell", APPLY_TOPOLOGY).orElseThrow();
                    assertThat(applied.all("fleetforge-cell", PUBLISH_CELL_EVENT))
                            .hasSize(events);
                    assertThat(applied.startNs()).isGreaterThanOrEqualTo(root.startNs());
                });
        assertThat(forest.orphans()).extracting(Node::name).isEmpty();
    }
}
