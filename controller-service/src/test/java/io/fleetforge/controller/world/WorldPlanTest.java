package io.fleetforge.controller.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldSpecSpec;
import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.contracts.message.HostTelemetry;
import io.fleetforge.contracts.message.HostTelemetry.CellSample;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.controller.fencing.FencingVerdict;
import io.fleetforge.controller.hosts.HostAction;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.plan.WorldPlan;
import io.fleetforge.controller.reports.CellStatusCache;
import io.fleetforge.controller.topology.HostTransition.Hosts;
import io.fleetforge.controller.topology.TopologyMessages;
import io.fleetforge.controller.topology.TopologyPlan;
import io.fleetforge.controller.topology.TopologyPlanner;
import io.fleetforge.controller.topology.TopologyRebuild;
import io.fleetforge.controller.topology.WorldDemand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From an observation to the planned writes and the reported status, without an API server. */
class WorldPlanTest {

    private static final Bounds WORLD = new Bounds(0, 1000, 0, 1000);
    private static final WorldDemand DEMAND = new WorldDemand("w", new Source(WORLD, 4, 1, 100), 2);
    private static final WorldDemand IMPOSSIBLE = new WorldDemand("w", new Source(WORLD, 900, 500, 100), 2);
    private static final String HASH = "hash";
    private static final String SPEC = """
            topology:
              initialCells: 4
              worldBoundaries: {xMin: 0, xMax: 1000, yMin: 0, yMax: 1000}
            """;

    private final CellStatusCache statusCache = new CellStatusCache();
    private final Statuses statuses = new Statuses(statusCache);

    @Test
    void shouldPlaceAndCreateHostsOfANewWorld() {
        var plan = WorldPlan.of(observation(DEMAND, null, Map.of(), null).planInput());

        assertThat(plan.topology()).isInstanceOf(TopologyPlan.Change.class);
        assertThat(plan.hosts()).containsExactly(new HostAction.Create("w-0", 1), new HostAction.Create("w-1", 1));
    }

    @Test
    void shouldWriteADeletedTopologyAgainWithTheCellsThatItsHostsRun() {
        var known = topology();
        var published = TopologyMessages.of(new WorldRef("default", "w", "u-1"), known);
        var deleted = new WorldTopology();
        deleted.setSpec(TopologyRebuild.base(DEMAND, Optional.of(published), known.revision())
                .orElseThrow());
        var running = observation(DEMAND, known, Map.of("w-0", pod("w-0", 1), "w-1", pod("w-1", 1)), null);

        var plan = WorldPlan.of(
                observation(running.world(), DEMAND, deleted, running.pods()).planInput());

        assertThat(plan.topology().nextRecord()).hasValueSatisfying(next -> {
            assertThat(next.revision()).isGreaterThan(known.revision());
            assertThat(next.epoch()).isGreaterThanOrEqualTo(known.epoch());
            assertThat(next.cells()).isEqualTo(known.cells());
            assertThat(next.hosts()).isEqualTo(known.hosts());
        });
        assertThat(plan.hosts()).as("no pod is replaced").isEmpty();
    }

    @Test
    void shouldPlaceNewCellsAboveEveryKnownRevisionWhenNothingIsPublished() {
        var deleted = new WorldTopology();
        deleted.setSpec(TopologyRebuild.base(DEMAND, Optional.empty(), 7).orElseThrow());
        var world = observation(DEMAND, null, Map.of(), null).world();

        var plan = WorldPlan.of(observation(world, DEMAND, deleted, Map.of()).planInput());

        assertThat(plan.topology().nextRecord()).hasValueSatisfying(next -> {
            assertThat(next.revision()).isGreaterThan(7);
            assertThat(next.cells())
                    .hasSize(4)
                    .allSatisfy(cell -> assertThat(cell.epoch()).isGreaterThan(7));
            assertThat(next.hosts())
                    .hasSize(2)
                    .allSatisfy(host -> assertThat(host.incarnation()).isGreaterThan(7));
        });
    }

    @Test
    void shouldHaveNoBaseForAWorldThatNeverHadATopology() {
        assertThat(TopologyRebuild.base(DEMAND, Optional.empty(), 0)).isEmpty();
    }

    @Test
    void shouldRefuseAWorldWhoseTopologyBelongsToAnother() {
        var world = observation(DEMAND, null, Map.of(), null).world();
        var observed = new WorldObservation(
                world,
                DEMAND,
                null,
                new ForeignChildren("default", List.of("worldtopology/w"), List.of()),
                Map.of(),
                HostRefusals.NONE,
                HASH,
                new Hosts(Set.of(), Set.of(), Set.of()),
                FencingVerdict.CLEAR,
                Optional.empty(),
                List.of(),
                ObservedExposure.NONE);

        var status = status(observed);

        assertThat(status.phase()).isEqualTo("Stalled");
        assertThat(status.condition("Stalled").getMessage())
                .isEqualTo(
                        "worldtopology/w: not of this WorldSpec, but of another owner or of a deleted world of its name; delete with"
                                + " kubectl -n default delete worldtopology/w, or rename the world");
    }

    @Test
    void shouldRaiseTheIncarnationOfALostHostThoughTheSpecIsRefused() {
        var topology = topology();

        var plan = WorldPlan.of(observation(IMPOSSIBLE, topology, Map.of("w-0", pod("w-0", 1)), null)
                .planInput());

        assertThat(plan.topology()).isInstanceOf(TopologyPlan.Refuse.class);
        assertThat(plan.hosts()).containsExactly(new HostAction.Create("w-1", 2));
    }

    @Test
    void shouldReportDegradedWhenAHostIsLostUnderARefusedSpec() {
        var topology = topology();
        var all = Map.of("w-0", pod("w-0", 1), "w-1", pod("w-1", 1));
        runs(topology, "w-0");
        runs(topology, "w-1");
        var whole = status(observation(DEMAND, topology, all, null));
        assertThat(whole.phase()).isEqualTo("Ready");

        var stalled = status(observation(IMPOSSIBLE, topology, all, whole));
        assertThat(stalled.phase()).isEqualTo("Stalled");
        assertThat(holds(stalled, "Degraded")).isFalse();

        statusCache.podReady("u-1", "w-1", true);
        statusCache.podReady("u-1", "w-1", false);
        var hurt = status(observation(IMPOSSIBLE, topology, Map.of("w-0", pod("w-0", 1)), stalled));

        assertThat(hurt.phase()).isEqualTo("Degraded");
        assertThat(holds(hurt, "Degraded")).isTrue();
        assertThat(holds(hurt, "Stalled")).isTrue();
        assertThat(hurt.readyCells()).isEqualTo(2);
    }

    @Test
    void shouldReportNothingNewAfterARestartUntilTheHostsReported() {
        var topology = topology();
        var all = Map.of("w-0", pod("w-0", 1), "w-1", pod("w-1", 1));
        runs(topology, "w-0");
        var half = status(observation(DEMAND, topology, all, null));
        assertThat(half.readyCells()).isEqualTo(2);
        assertThat(half.players()).isEqualTo(14);

        var restarted = new Statuses(new CellStatusCache());

        assertThat(status(restarted, observation(DEMAND, topology, all, half))).isEqualTo(half);
        assertThat(status(restarted, observation(DEMAND, topology, Map.of(), half))
                        .readyCells())
                .as("no pod, no cell, whatever the status")
                .isZero();
    }

    @Test
    void shouldNotBecomeDegradedByARestartUnderARefusedSpec() {
        var topology = topology();
        var all = Map.of("w-0", pod("w-0", 1), "w-1", pod("w-1", 1));
        runs(topology, "w-0");
        runs(topology, "w-1");
        var stalled = status(observation(IMPOSSIBLE, topology, all, status(observation(DEMAND, topology, all, null))));
        assertThat(stalled.phase()).isEqualTo("Stalled");

        var restarted = new Statuses(new CellStatusCache());

        assertThat(status(restarted, observation(IMPOSSIBLE, topology, all, stalled)))
                .isEqualTo(stalled);
    }

    /** Two minutes of reconciles that other causes trigger, ten a second, under a quota that refuses one host. */
    @Test
    void shouldTryARefusedHostOncePerPauseWhateverCausesTheReconcile() {
        var now = new AtomicLong();
        var refused = new RefusedHosts(now::get);
        var topology = topology();
        var attempts = new ArrayList<Long>();

        for (; now.get() < TimeUnit.SECONDS.toNanos(120); now.addAndGet(TimeUnit.MILLISECONDS.toNanos(100))) {
            var plan = WorldPlan.of(observation(DEMAND, topology, refused).planInput());
            assertThat(plan.topology().nextRecord())
                    .as("no revision and no epoch per attempt")
                    .isEqualTo(attempts.isEmpty() ? plan.topology().nextRecord() : Optional.empty());
            topology = plan.topology().nextRecord().orElse(topology);
            for (var action : plan.hosts()) {
                switch (action) {
                    case HostAction.Create(var host, var incarnation) -> {
                        attempts.add(TimeUnit.NANOSECONDS.toSeconds(now.get()));
                        refused.refused("u-1", host, incarnation, "exceeded quota: small");
                    }
                    case HostAction.HoldBack(var host, var incarnation) -> refused.heldBack("u-1", host, incarnation);
                    case HostAction.Delete delete -> throw new AssertionError(delete);
                }
            }
        }

        assertThat(attempts).containsExactly(0L, 5L, 15L, 35L, 75L, 115L);
    }

    @Test
    void shouldReportTheServersMessageWhileAHostIsHeldBack() {
        var topology = topology();
        var observed = observation(DEMAND, topology, Map.of("w-0", pod("w-0", 1)), null);
        runs(topology, "w-0");

        var status = statuses.create(
                observed,
                WorldPlan.of(observed.planInput()),
                new WorldOutcome(
                        topology,
                        List.of(),
                        new HostOutcome(
                                Map.of("w-1", "pods \"w-1\" is forbidden: exceeded quota: small"),
                                List.of(),
                                Optional.of(Duration.ofSeconds(3))),
                        null,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        ExposureOutcome.NONE));

        assertThat(status.phase()).isEqualTo("Degraded");
        assertThat(status.readyCells()).isEqualTo(2);
        assertThat(status.condition("Degraded").getReason()).isEqualTo("HostRefused");
        assertThat(status.condition("Degraded").getMessage())
                .startsWith("host w-1 not started: pods \"w-1\" is forbidden: exceeded quota: small; retrying");
    }

    /** A world of two hosts, the second without a pod. */
    private static WorldObservation observation(WorldDemand demand, WorldTopologySpec topology, RefusedHosts refused) {
        var messages = new HashMap<String, String>();
        topology.hosts()
                .forEach(host -> refused.message("u-1", host.name(), host.incarnation())
                        .ifPresent(message -> messages.put(host.name(), message)));
        var plain = observation(demand, topology, Map.of("w-0", pod("w-0", 1)), null);
        return new WorldObservation(
                plain.world(),
                plain.demand(),
                plain.topology(),
                plain.foreign(),
                plain.pods(),
                new HostRefusals(messages, refused.waiting("u-1")),
                plain.templateHash(),
                plain.hosts(),
                plain.fencing(),
                plain.loads(),
                List.of(),
                ObservedExposure.NONE);
    }

    private WorldSpecStatus status(WorldObservation observed) {
        return status(statuses, observed);
    }

    private static WorldSpecStatus status(Statuses factory, WorldObservation observed) {
        var plan = WorldPlan.of(observed.planInput());
        var refusal = plan.topology() instanceof TopologyPlan.Refuse(var message, var recovery) ? message : null;
        var outcome = new WorldOutcome(
                observed.topologySpec(),
                plan.topology().operations(),
                HostOutcome.NONE,
                refusal,
                true,
                plan.validation(),
                plan.scaling(),
                ExposureOutcome.NONE);
        return factory.create(observed, plan, outcome);
    }

    private void runs(WorldTopologySpec topology, String host) {
        var world = new io.fleetforge.contracts.message.WorldRef("default", "w", "u-1");
        statusCache.follow("u-1", Set.of("w-0", "w-1"));
        statusCache.accept(new HostTelemetry(
                world,
                host,
                1,
                "process",
                1,
                Instant.EPOCH,
                7,
                topology.cellsOf(host).stream()
                        .map(cell -> new CellSample(cell.id(), cell.epoch(), CellState.RUNNING, 7, 0, 0, 0))
                        .toList()));
    }

    private static WorldTopologySpec topology() {
        return ((TopologyPlan.Change) TopologyPlanner.plan(DEMAND, null, Set.of())).next();
    }

    private static HostView pod(String name, long incarnation) {
        return new HostView(name, "pod-" + name, incarnation, HASH, HostView.Phase.READY);
    }

    private static boolean holds(WorldSpecStatus status, String type) {
        return WorldConditions.holds(status, type);
    }

    private static WorldObservation observation(
            WorldDemand demand,
            @Nullable WorldTopologySpec topology,
            Map<String, HostView> pods,
            @Nullable WorldSpecStatus status) {
        var world = new WorldSpec();
        world.setMetadata(new ObjectMetaBuilder()
                .withNamespace("default")
                .withName("w")
                .withUid("u-1")
                .withGeneration(1L)
                .build());
        world.setSpec(Serialization.unmarshal(SPEC, WorldSpecSpec.class));
        world.setStatus(status);
        WorldTopology record = null;
        if (topology != null) {
            record = new WorldTopology();
            record.setMetadata(new ObjectMetaBuilder().withResourceVersion("1").build());
            record.setSpec(topology);
        }
        return observation(world, demand, record, pods);
    }

    private static WorldObservation observation(
            WorldSpec world, WorldDemand demand, @Nullable WorldTopology record, Map<String, HostView> pods) {
        return new WorldObservation(
                world,
                demand,
                record,
                ForeignChildren.none("default"),
                new HashMap<>(pods),
                HostRefusals.NONE,
                HASH,
                new Hosts(pods.keySet(), pods.keySet(), pods.keySet()),
                FencingVerdict.CLEAR,
                Optional.empty(),
                List.of(),
                ObservedExposure.NONE);
    }
}
