package io.fleetforge.controller.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fleetforge.contracts.crd.PlayersSpec;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldSpecSpec;
import io.fleetforge.contracts.crd.WorldSpecSpec.CapacitySpec;
import io.fleetforge.contracts.crd.WorldSpecSpec.PersistenceSpec;
import io.fleetforge.contracts.crd.WorldSpecSpec.ResourcesSpec;
import io.fleetforge.contracts.crd.WorldSpecSpec.ScalingSpec;
import io.fleetforge.contracts.crd.WorldSpecSpec.TopologySpec;
import io.fleetforge.contracts.crd.WorldSpecSpec.WorldBoundaries;
import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.contracts.message.HostTelemetry;
import io.fleetforge.contracts.message.HostTelemetry.CellSample;
import io.fleetforge.contracts.message.PlayerSpread;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.controller.fencing.FencingVerdict;
import io.fleetforge.controller.hosts.HostAction;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.operation.CellOperation;
import io.fleetforge.controller.plan.WorldPlan;
import io.fleetforge.controller.reports.CellStatusCache;
import io.fleetforge.controller.scaling.LoadHistory;
import io.fleetforge.controller.topology.HostTransition.Hosts;
import io.fleetforge.controller.topology.TopologyPlan;
import io.fleetforge.controller.topology.TopologyPlanner;
import io.fleetforge.controller.topology.WorldDemand;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Load becomes an ordinary change of the record, and what holds it back becomes a condition. */
class ScalingPlanTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String HASH = "hash";
    private static final int WINDOW_S = 8;

    private Instant now = START;
    private final InstantSource source = () -> now;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final Map<String, String> annotations = new TreeMap<>();
    private CellStatusCache statusCache = new CellStatusCache();
    private LoadHistory loads = new LoadHistory();
    private WorldSpecSpec spec = spec(4, 8, 6);
    private WorldTopologySpec topology = ((TopologyPlan.Change) TopologyPlanner.plan(demand(), null, Set.of())).next();
    private @Nullable WorldSpecStatus status;

    @Test
    void shouldSplitAFullCellWhereItsPlayersAre() {
        hold(WINDOW_S + 2, 90, 50, 50, 50);

        var plan = plan();

        assertThat(plan.topology().operations())
                .singleElement()
                .isInstanceOfSatisfying(CellOperation.Split.class, split -> {
                    assertThat(split.parent().id()).isEqualTo("c1-0");
                    assertThat(split.children().getFirst().bounds().width()).isBetween(45.0, 55.0);
                    assertThat(split.children()).allMatch(child -> child.host().equals("w-0"));
                });
        assertThat(plan.validation()).isEmpty();
    }

    @Test
    void shouldHandleALostHostAManualOperationAndANewSpecFirst() {
        hold(WINDOW_S + 2, 90, 50, 50, 50);

        assertThat(WorldPlan.of(observation(Map.of()).planInput()).topology().operations())
                .as("the host is lost")
                .hasOnlyElementsOfType(CellOperation.Recover.class);
        annotations.put(Labels.FORCE_SPLIT, "c1-3");
        assertThat(plan().topology().operations())
                .singleElement()
                .isInstanceOfSatisfying(
                        CellOperation.Split.class,
                        split -> assertThat(split.parent().id()).isEqualTo("c1-3"));
        annotations.clear();
        spec = spec(5, 8, 6);
        assertThat(plan().scaling()).as("a new spec is not carried out yet").isEmpty();
    }

    @Test
    void shouldSplitAlongTheBalancedLineAlsoManually() {
        hold(1, 40, 50, 50, 50);
        annotations.put(Labels.FORCE_SPLIT, "c1-0");

        assertThat(plan().topology().operations())
                .singleElement()
                .isInstanceOfSatisfying(
                        CellOperation.Split.class,
                        split -> assertThat(split.children().getFirst().bounds().width())
                                .isBetween(45.0, 55.0));
    }

    @Test
    void shouldWaitForANewHostToServeBeforeASplitThatDoesNotFit() {
        spec = spec(4, 8, 4);
        hold(WINDOW_S + 2, 90, 50, 50, 50);

        var plan = plan();

        assertThat(plan.awaited()).containsExactly("w-1");
        assertThat(plan.topology()).isInstanceOfSatisfying(TopologyPlan.Change.class, change -> {
            assertThat(change.next().cells()).as("nothing is partitioned yet").hasSize(4);
            assertThat(change.next().hosts()).extracting(Host::name).containsExactly("w-0", "w-1");
        });
        assertThat(plan.hosts()).containsExactly(new HostAction.Create("w-1", 2));
    }

    @Test
    void shouldReportPausedUntilTheAnnotationIsRemoved() {
        annotations.put(Labels.SCALING_PAUSED, "true");
        hold(WINDOW_S + 2, 90, 50, 50, 50);
        assertThat(limit()).isEqualTo("True Paused");
        assertThat(plan().topology().operations()).isEmpty();

        annotations.clear();

        assertThat(plan().topology().operations()).hasSize(1);
    }

    @Test
    void shouldReportTheSameWhileNothingChangesAndAfterARestart() {
        spec = spec(4, 4, 6);
        hold(WINDOW_S + 2, 90, 50, 50, 50);
        assertThat(limit()).isEqualTo("True MaxCells");
        var reported = status();
        status = reported;

        hold(3, 90, 50, 50, 85);
        assertThat(status()).as("another cell is full now").isEqualTo(reported);
        statusCache = new CellStatusCache();
        loads = new LoadHistory();
        assertThat(limit()).as("no host has reported").isEqualTo("True MaxCells");
        hold(3, 90, 50, 50, 85);
        assertThat(status()).as("no whole window yet").isEqualTo(reported);

        hold(WINDOW_S + 2, 60, 50, 50, 50);
        assertThat(limit()).isEqualTo("False NotLimited");
    }

    @Test
    void shouldDecideNothingFromAPartOfAWindowAfterARestartAndAskAgainWhenItIsWhole() {
        hold(WINDOW_S + 2, 90, 50, 50, 50);
        statusCache = new CellStatusCache();
        loads = new LoadHistory();
        hold(2, 90, 50, 50, 50);

        assertThat(plan().scaling().orElseThrow().step()).isEmpty();
        assertThat(plan().scaling().orElseThrow().again())
                .contains(Duration.ofSeconds(WINDOW_S - 1).plusMillis(1));
    }

    @Test
    void shouldCountAReasonWhenItStartsAndRemoveTheSeriesWithTheWorld() {
        spec = spec(4, 4, 6);
        hold(WINDOW_S + 2, 90, 50, 50, 50);
        var registry = new SimpleMeterRegistry();
        var metrics = new WorldMetrics(registry, () -> 0);
        var decision = plan().scaling().orElseThrow();

        metrics.scaled(observation().world(), decision);
        metrics.scaled(observation().world(), decision);

        assertThat(registry.get(Metric.SCALING_DECISIONS.shape().meter())
                        .tags("result", "blocked", "reason", "MaxCells", "world", "w")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get(Metric.SCALING_BLOCKED.shape().meter()).gauge().value())
                .isEqualTo(1);
        metrics.removed(observation().world());
        assertThat(registry.find(Metric.SCALING_DECISIONS.shape().meter()).counters())
                .isEmpty();
    }

    @Test
    void shouldCountTheCooldownFromTheLastWriteOfTheRecordAfterARestart() {
        topology = ((TopologyPlan.Change) TopologyPlanner.plan(
                        new WorldDemand("w", WorldDemand.of("w", spec(5, 8, 6)).source(), 6), topology, Set.of()))
                .next();
        spec = spec(5, 8, 6);
        var child = topology.cells().stream()
                .filter(cell -> !cell.parents().isEmpty())
                .findFirst()
                .orElseThrow();
        var at = topology.cells().indexOf(child);
        var players = new int[] {50, 50, 50, 50, 50};
        players[at] = 90;

        hold(20, players);
        assertThat(plan().topology().operations()).as("written a moment ago").isEmpty();
        hold(45, players);

        assertThat(plan().topology().operations()).hasSize(1);
    }

    private WorldPlan plan() {
        return WorldPlan.of(observation().planInput());
    }

    private String limit() {
        var condition = Objects.requireNonNull(status().condition("ScalingLimited"));
        return condition.getStatus() + " " + condition.getReason();
    }

    private String message() {
        return Objects.requireNonNull(status().condition("ScalingLimited")).getMessage();
    }

    private WorldSpecStatus status() {
        var observed = observation();
        var plan = WorldPlan.of(observed.planInput());
        var outcome = new WorldOutcome(
                observed.topologySpec(),
                plan.topology().operations(),
                HostOutcome.NONE,
                null,
                true,
                plan.validation(),
                plan.scaling(),
                ExposureOutcome.NONE);
        var empty = new WorldSpecStatus(null, null, null, null, 0, "0%", null, null, null);
        return new Statuses(statusCache).create(observed, plan, outcome).withPlayersOf(empty);
    }

    /** So many seconds with so many players in the cells, all in the lower left corner of each. */
    private void hold(int seconds, int... players) {
        statusCache.follow("u-1", Set.of("w-0"));
        observation();
        for (var second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            var cells = new ArrayList<CellSample>();
            for (var i = 0; i < players.length; i++) {
                var cell = topology.cells().get(i);
                cells.add(new CellSample(
                        cell.id(), cell.epoch(), CellState.RUNNING, players[i], 0, 0, 0, corner(cell.bounds())));
            }
            var sample = new HostTelemetry(new WorldRef("default", "w", "u-1"), "w-0", 1, "process", 1, now, cells);
            statusCache.accept(sample);
            loads.note(sample, now);
        }
    }

    private static PlayerSpread corner(Bounds bounds) {
        var x = new double[64];
        var y = new double[64];
        Arrays.setAll(x, i -> bounds.xMin() + 100.0 * i / x.length);
        Arrays.setAll(y, i -> bounds.yMin() + 100.0 * i / y.length);
        return PlayerSpread.of(x, y, bounds);
    }

    private WorldObservation observation() {
        return observation(Map.of("w-0", new HostView("w-0", "pod-w-0", 1, HASH, HostView.Phase.READY)));
    }

    private WorldObservation observation(Map<String, HostView> pods) {
        var world = new WorldSpec();
        world.setMetadata(new ObjectMetaBuilder()
                .withNamespace("default")
                .withName("w")
                .withUid("u-1")
                .withGeneration(1L)
                .withAnnotations(annotations)
                .build());
        world.setSpec(spec);
        world.setStatus(status);
        var record = new WorldTopology();
        record.setSpec(topology);
        record.setMetadata(new ObjectMetaBuilder()
                .withResourceVersion("1")
                .withManagedFields(new ManagedFieldsEntryBuilder()
                        .withTime(START.toString())
                        .build())
                .build());
        var observer = new LoadObserver(statusCache, loads, clock);
        observer.follow(world, record); // as the reconcile before
        return new WorldObservation(
                world,
                demand(),
                record,
                ForeignChildren.none("default"),
                new HashMap<>(pods),
                HostRefusals.NONE,
                HASH,
                new Hosts(pods.keySet(), pods.keySet(), pods.keySet()),
                FencingVerdict.CLEAR,
                observer.view(world, record),
                List.of(),
                ObservedExposure.NONE);
    }

    private WorldDemand demand() {
        return WorldDemand.of("w", spec);
    }

    private static WorldSpecSpec spec(int cells, int maxCells, int cellsPerHost) {
        return new WorldSpecSpec(
                new TopologySpec(cells, 100, new WorldBoundaries(0.0, 1000.0, 0.0, 1000.0), 10.0),
                new CapacitySpec(100, cellsPerHost, new ResourcesSpec(new Quantity("1"), new Quantity("512Mi"))),
                new ScalingSpec(0.8, 0.3, "60s", WINDOW_S + "s", 1, maxCells),
                new PersistenceSpec(true, "30s", "24h"),
                new PlayersSpec("30s", null),
                "10m",
                null);
    }
}
