package io.fleetforge.controller.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
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
import io.fleetforge.contracts.topic.TopicDifference;
import io.fleetforge.controller.fencing.FencingVerdict;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.hosts.StartProblem;
import io.fleetforge.controller.plan.WorldPlan;
import io.fleetforge.controller.problem.WorldProblem;
import io.fleetforge.controller.reports.CellStatusCache;
import io.fleetforge.controller.topology.HostTransition.Hosts;
import io.fleetforge.controller.topology.TopologyPlan;
import io.fleetforge.controller.topology.TopologyPlanner;
import io.fleetforge.controller.topology.WorldDemand;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What keeps a world of two hosts with two cells each from its spec: conditions, phase, and when an Event names it. */
class WorldProblemsTest {

    private static final WorldDemand DEMAND =
            new WorldDemand("w", new Source(new Bounds(0, 1000, 0, 1000), 4, 1, 100), 2);
    private static final StartProblem IMAGE =
            new StartProblem(StartProblem.Kind.IMAGE_PULL, "image games/cell:2 cannot be pulled: not found");

    private final CellStatusCache statusCache = new CellStatusCache();
    private final Statuses statuses = new Statuses(statusCache);
    private final ReportedProblems reported = new ReportedProblems();
    private WorldTopologySpec topology = ((TopologyPlan.Change) TopologyPlanner.plan(DEMAND, null, Set.of())).next();
    private final Map<String, HostView> pods = new HashMap<>();
    private final WorldSpec world = world();
    private boolean published = true;
    private List<TopicDifference> topics = List.of();
    private ForeignChildren foreign = ForeignChildren.none("default");

    @Test
    void shouldNameTheImageOfAWorldThatNeverStarts() {
        broken("w-0", IMAGE);
        broken("w-1", IMAGE);

        var status = reconcile();

        assertThat(status.phase()).isEqualTo("Launching");
        assertThat(condition(status, "Ready").getMessage())
                .contains("0 of 4 cells run", "host w-0", "ImagePull", "games/cell:2", "and 1 more");
        assertThat(condition(status, "Reconciling").getMessage()).contains("ImagePull");
    }

    @Test
    void shouldBeStalledWhenTheNextTopologyWouldLeaveAGap() {
        topology = new WorldTopologySpec(
                topology.revision(),
                topology.epoch(),
                topology.source(),
                topology.hosts(),
                topology.cells().subList(0, 3)); // edited by hand; its hosts have no pods

        var status = reconcile();

        assertThat(condition(status, "Stalled").getReason()).isEqualTo("TopologyInvalid");
        assertThat(condition(status, "Stalled").getMessage())
                .contains("revision 2", "do not tile the world", "750000", "hosts continue", "kubectl delete");
        assertThat(WorldPlan.of(observation().planInput()).invalid()).isPresent();
    }

    @Test
    void shouldBeStalledWhenTheDeadlinePassesWithoutProgress() {
        broken("w-0", IMAGE);
        broken("w-1", IMAGE);
        reconcile();
        after(Duration.ofMinutes(5));
        assertThat(reconcile().phase()).isEqualTo("Launching");

        after(Duration.ofMinutes(5));
        var status = reconcile();

        assertThat(status.phase()).isEqualTo("Stalled");
        assertThat(condition(status, "Stalled").getReason()).isEqualTo("ProgressDeadlineExceeded");
        assertThat(condition(status, "Stalled").getMessage())
                .contains("no progress for 10m (spec.progressDeadline)", "games/cell:2");
        assertThat(WorldConditions.holds(status, "Reconciling"))
                .as("kstatus would call it in progress")
                .isFalse();
    }

    @Test
    void shouldStayStalledWhenTheControllerRestarts() {
        shouldBeStalledWhenTheDeadlinePassesWithoutProgress();

        var restarted = new Statuses(new CellStatusCache());
        var status = create(restarted);

        assertThat(condition(status, "Stalled").getReason()).isEqualTo("ProgressDeadlineExceeded");
    }

    @Test
    void shouldGoOnWhenACellRunsAfterTheDeadline() {
        shouldBeStalledWhenTheDeadlinePassesWithoutProgress();

        runs("w-0", CellState.RUNNING);
        var status = reconcile();

        assertThat(status.phase()).isEqualTo("Launching");
        assertThat(WorldConditions.holds(status, "Stalled")).isFalse();
        assertThat(WorldConditions.holds(status, "Reconciling")).isTrue();
    }

    @Test
    void shouldBeDegradedWithTheCauseWhenAHostThatRanDoesNot() {
        runs("w-0", CellState.RUNNING);
        runs("w-1", CellState.RUNNING);
        assertThat(reconcile().phase()).isEqualTo("Ready");
        var killed = new StartProblem(StartProblem.Kind.OUT_OF_MEMORY, "the process exceeded its memory limit");
        broken("w-1", killed);
        statusCache.podReady("u-1", "w-1", true);
        statusCache.podReady("u-1", "w-1", false);

        var status = reconcile();

        assertThat(status.phase()).isEqualTo("Degraded");
        assertThat(condition(status, "Degraded").getReason()).isEqualTo("HostNotStarting");
        assertThat(condition(status, "Degraded").getMessage())
                .contains("host w-1", "OOMKilled", "exceeded its memory limit", "2 of 4 cells run");
    }

    @Test
    void shouldNameACellThatFailed() {
        runs("w-0", CellState.RUNNING);
        runs("w-1", CellState.FAILED);

        var status = reconcile();

        assertThat(condition(status, "Degraded").getReason()).isEqualTo("CellFailed");
        assertThat(condition(status, "Degraded").getMessage()).contains("on host w-1 failed");
    }

    @Test
    void shouldNameKafkaWhenItDoesNotTakeTheTopologyForTenSeconds() {
        published = false;
        assertThat(condition(reconcile(), "Reconciling").getMessage()).doesNotContain("Kafka");

        after(Duration.ofSeconds(10));

        assertThat(condition(reconcile(), "Reconciling").getMessage()).contains("revision 1", "not on Kafka");
    }

    @Test
    void shouldBeStalledWithTheCommandWhenAForeignPodHasTheNameOfAHost() {
        runs("w-0", CellState.RUNNING);
        foreign = new ForeignChildren("default", List.of("pod/w-1"), List.of("poddisruptionbudget/w"));

        var status = reconcile();

        assertThat(status.phase()).isEqualTo("Stalled");
        assertThat(condition(status, "Stalled").getReason()).isEqualTo("ForeignChildren");
        assertThat(condition(status, "Stalled").getMessage())
                .contains("kubectl -n default delete pod/w-1 poddisruptionbudget/w", "or rename the world");
    }

    @Test
    void shouldStayReadyAndNameForeignChildrenThatNothingWaitsFor() {
        runs("w-0", CellState.RUNNING);
        runs("w-1", CellState.RUNNING);
        foreign = new ForeignChildren("default", List.of(), List.of("poddisruptionbudget/w"));

        var begun = begun();
        var status = reconcile();

        assertThat(status.phase()).isEqualTo("Ready");
        assertThat(WorldConditions.holds(status, "Stalled")).isFalse();
        assertThat(condition(status, "Ready").getMessage())
                .startsWith("4 of 4 cells run; poddisruptionbudget/w: not of this WorldSpec")
                .endsWith("kubectl -n default delete poddisruptionbudget/w");
        assertThat(begun).extracting(WorldProblem::reason).containsExactly("ForeignChildren");
    }

    @Test
    void shouldNameATopicThatCanLoseStateAndStayReadyWhenAllCellsRun() {
        runs("w-0", CellState.RUNNING);
        runs("w-1", CellState.RUNNING);
        reconcile();
        var telemetry = new TopicDifference("cell.telemetry", "partitions", "8", "4", false, "kafka-topics.sh");
        var journal = new TopicDifference(
                "cell.sessions", "cleanup.policy", "compact,delete", "delete", true, "kafka-configs.sh --alter");
        topics = List.of(telemetry, journal);

        var begun = begun();
        var status = reconcile();

        assertThat(status.phase()).isEqualTo("Ready");
        assertThat(WorldConditions.holds(status, "Degraded")).isFalse();
        assertThat(WorldConditions.holds(status, "Ready")).isTrue();
        assertThat(condition(status, "Ready").getMessage())
                .isEqualTo("4 of 4 cells run; topic cell.sessions: cleanup.policy declared compact,delete,"
                        + " observed delete, can lose state; mend: kafka-configs.sh --alter; and 1 more");
        assertThat(begun).extracting(WorldProblem::reason).containsExactly("TopicMisconfigured");
        assertThat(begun()).as("one Event").isEmpty();

        topics = List.of();
        assertThat(condition(reconcile(), "Ready").getMessage()).isEqualTo("4 of 4 cells run");
    }

    @Test
    void shouldReportEachProblemOnceWhileItLasts() {
        broken("w-0", IMAGE);
        assertThat(begun()).extracting(WorldProblem::key).containsExactly("HostNotStarting w-0 ImagePull");
        assertThat(begun()).isEmpty();

        broken("w-1", IMAGE);
        assertThat(begun()).extracting(WorldProblem::key).containsExactly("HostNotStarting w-1 ImagePull");

        pods.clear();
        assertThat(begun()).isEmpty();
        broken("w-0", IMAGE);
        assertThat(begun()).as("it has begun again").hasSize(1);
    }

    @Test
    void shouldNotReportAgainAfterARestartWhatTheStatusNames() {
        broken("w-0", IMAGE);
        reconcile();

        assertThat(new ReportedProblems()
                        .begun("u-1", world.getStatus(), assess(statuses).problems()))
                .isEmpty();
    }

    @Test
    void shouldKeepTheConditionsOfAWorldThatCannotBeReconciled() {
        runs("w-0", CellState.RUNNING);
        runs("w-1", CellState.RUNNING);
        var ready = reconcile();

        var status = statuses.factory().failed(world, "pods is forbidden");

        assertThat(status.phase()).isEqualTo("Degraded");
        assertThat(status.readyCells()).isEqualTo(4);
        assertThat(status.observedGeneration()).isEqualTo(ready.observedGeneration());
        assertThat(status.condition("Ready")).isEqualTo(ready.condition("Ready"));
        assertThat(condition(status, "Degraded").getReason()).isEqualTo("ReconcileFailed");
        assertThat(condition(status, "Degraded").getMessage()).isEqualTo("pods is forbidden");
        assertThat(WorldConditions.holds(status, "Reconciling")).isTrue();
    }

    @Test
    void shouldNameTheFailureOfAWorldThatWasNeverReconciled() {
        var status = statuses.factory().failed(world, "pods is forbidden");

        assertThat(condition(status, "Ready").getStatus()).isEqualTo("False");
        assertThat(condition(status, "Ready").getMessage()).isEqualTo("pods is forbidden");
    }

    @Test
    void shouldNameWhatADeletionWaitsFor() {
        runs("w-0", CellState.RUNNING);
        reconcile();

        var status = statuses.factory().terminating(world, "waiting for host pod w-0", false);
        var blocked = statuses.factory().terminating(world, "waiting for host pod w-0", true);

        assertThat(status.phase()).isEqualTo("Terminating");
        assertThat(condition(status, "Ready").getStatus()).isEqualTo("False");
        assertThat(condition(status, "Reconciling").getMessage()).isEqualTo("waiting for host pod w-0");
        assertThat(WorldConditions.holds(status, "Stalled")).isFalse();
        assertThat(condition(blocked, "Stalled").getReason()).isEqualTo("DeletionBlocked");
    }

    @Test
    void shouldCountHostsAndTheLoadOfTheFullestCellInTens() {
        runs("w-0", CellState.RUNNING, 0);
        runs("w-1", CellState.RUNNING, 59);

        var status = reconcile();

        assertThat(status.hosts()).isEqualTo(2);
        assertThat(status.load()).isEqualTo("50%");
        var restarted = create(new Statuses(new CellStatusCache()));
        assertThat(restarted.load()).as("until the hosts report").isEqualTo("50%");
    }

    private List<WorldProblem> begun() {
        return reported.begun("u-1", world.getStatus(), assess(statuses).problems());
    }

    /** One reconcile; its status is stored. */
    private WorldSpecStatus reconcile() {
        var status = create(statuses);
        world.setStatus(status);
        return status;
    }

    private WorldSpecStatus create(Statuses of) {
        return of.factory().create(world, assess(of), Optional.empty());
    }

    private WorldAssessment assess(Statuses of) {
        var observed = observation();
        return of.assess(
                observed,
                WorldPlan.of(observed.planInput()),
                new WorldOutcome(
                        topology,
                        List.of(),
                        HostOutcome.NONE,
                        null,
                        published,
                        Optional.empty(),
                        Optional.empty(),
                        ExposureOutcome.NONE));
    }

    private WorldObservation observation() {
        var record = new WorldTopology();
        record.setMetadata(new ObjectMetaBuilder().withResourceVersion("1").build());
        record.setSpec(topology);
        return new WorldObservation(
                world,
                DEMAND,
                record,
                foreign,
                pods,
                HostRefusals.NONE,
                "hash",
                new Hosts(pods.keySet(), pods.keySet(), pods.keySet()),
                FencingVerdict.CLEAR,
                Optional.empty(),
                topics,
                ObservedExposure.NONE);
    }

    private void broken(String host, StartProblem problem) {
        pods.put(
                host,
                new HostView(host, "pod-" + host, 1, "hash", HostView.Phase.STARTING, false, Optional.of(problem)));
    }

    private void runs(String host, CellState state) {
        runs(host, state, 0);
    }

    private void runs(String host, CellState state, int players) {
        pods.put(host, new HostView(host, "pod-" + host, 1, "hash", HostView.Phase.READY));
        statusCache.follow("u-1", Set.of("w-0", "w-1"));
        statusCache.accept(new HostTelemetry(
                new WorldRef("default", "w", "u-1"),
                host,
                1,
                "process",
                1,
                Instant.EPOCH,
                0,
                topology.cellsOf(host).stream()
                        .map(cell -> new CellSample(cell.id(), cell.epoch(), state, players, 0, 0, 0))
                        .toList()));
    }

    private void after(Duration time) {
        statuses.nowNs.addAndGet(time.toNanos());
    }

    private static Condition condition(WorldSpecStatus status, String type) {
        return Objects.requireNonNull(status.condition(type), type);
    }

    private static WorldSpec world() {
        var world = new WorldSpec();
        world.setMetadata(new ObjectMetaBuilder()
                .withNamespace("default")
                .withName("w")
                .withUid("u-1")
                .withGeneration(1L)
                .build());
        world.setSpec(Serialization.unmarshal("""
                topology:
                  initialCells: 4
                  worldBoundaries: {xMin: 0, xMax: 1000, yMin: 0, yMax: 1000}
                """, WorldSpecSpec.class));
        return world;
    }
}
