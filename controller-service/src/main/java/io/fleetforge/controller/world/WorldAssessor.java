package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.SpecDuration;
import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.operation.CellOperation;
import io.fleetforge.controller.plan.WorldPlan;
import io.fleetforge.controller.problem.WorldProblem;
import io.fleetforge.controller.reports.CellStatusCache;
import io.fleetforge.controller.world.WorldAssessment.Counts;
import io.fleetforge.controller.world.WorldAssessment.Work;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares a world with its spec: counts its cells, and names what is being done and what is wrong. */
@Singleton
final class WorldAssessor {

    private static final int EXACT_PLAYERS = 100;
    private static final long PERCENT = 100;
    private static final int LOAD_STEP = 10;
    private static final Pattern LOAD = Pattern.compile("[0-9]{1,6}%");

    /** A broker that is there acknowledges within milliseconds. */
    private static final Duration KAFKA_ANSWERS = Duration.ofSeconds(10);

    private final CellStatusCache statusCache;
    private final WorldProgress progress;

    WorldAssessor(CellStatusCache statusCache, WorldProgress progress) {
        this.statusCache = statusCache;
        this.progress = progress;
    }

    WorldAssessment assess(WorldObservation observed, WorldPlan plan, WorldOutcome outcome) {
        var topology = outcome.topology();
        var counts = topology == null
                ? Counts.NONE
                : new Counts(
                        topology.revision(),
                        topology.cells().size(),
                        readyCells(observed, topology),
                        players(observed, topology),
                        loadPercent(observed, topology),
                        topology.hosts().size());
        var work = new Work(
                plan.rolling().host(),
                plan.awaited(),
                plan.awaited().isEmpty()
                        || (topology != null
                                && topology.source().equals(observed.demand().source())),
                outcome.operations().stream().anyMatch(operation -> !(operation instanceof CellOperation.Recover)));
        var assessment = new WorldAssessment(
                counts,
                work,
                problems(observed, plan, outcome),
                Optional.empty(),
                ExposureFinding.of(observed.world(), outcome));
        return withDeadline(observed, assessment);
    }

    /** Whether every ready host that has cells has reported to this process. */
    boolean hasReport(WorldObservation observed, @Nullable WorldTopologySpec topology) {
        return topology == null || unreportedCells(observed, topology) == 0;
    }

    /** Rounded players: exact below 100, then two digits, so that a moving crowd does not cause constant writes. */
    static int coarse(int players) {
        if (players < EXACT_PLAYERS) {
            return players;
        }
        var step = (int) Math.pow(10, Math.floor(Math.log10(players)) - 1);
        return players / step * step;
    }

    private List<WorldProblem> problems(WorldObservation observed, WorldPlan plan, WorldOutcome outcome) {
        var problems = new ArrayList<WorldProblem>();
        plan.invalid().ifPresent(problems::add);
        var foreign = observed.foreign();
        if (foreign.blocks()) {
            problems.add(new WorldProblem.ForeignChildren(foreign.message(), true));
        } else if (outcome.refusal() != null) {
            problems.add(new WorldProblem.SpecRefused(outcome.refusal()));
        }
        outcome.hosts().refused().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new WorldProblem.HostRefused(
                        entry.getKey(), RefusedHosts.describe(entry.getKey(), entry.getValue())))
                .forEach(problems::add);
        observed.pods().values().stream()
                .sorted(Comparator.comparing(HostView::name))
                .filter(pod -> !pod.serves())
                .flatMap(
                        pod -> pod.problem().stream().map(found -> new WorldProblem.HostNotStarting(pod.name(), found)))
                .forEach(problems::add);
        var topology = outcome.topology();
        if (topology != null) {
            failedCells(observed, topology).forEach(problems::add);
            unpublished(observed, outcome, topology).ifPresent(problems::add);
        }
        if (!foreign.isEmpty() && !foreign.blocks()) {
            problems.add(new WorldProblem.ForeignChildren(foreign.message(), false));
        }
        problems.addAll(outcome.exposure().problems());
        if (!observed.topics().isEmpty()) {
            problems.add(new WorldProblem.TopicMisconfigured(observed.topics()));
        }
        return problems;
    }

    private List<WorldProblem> failedCells(WorldObservation observed, WorldTopologySpec topology) {
        var failed = statusCache.inState(observed.world().getMetadata().getUid(), topology, CellState.FAILED);
        return topology.cells().stream()
                .filter(cell -> failed.contains(cell.id()))
                .sorted(Comparator.comparing(Cell::id))
                .<WorldProblem>map(cell -> new WorldProblem.CellFailed(cell.id(), cell.host()))
                .toList();
    }

    private Optional<WorldProblem> unpublished(
            WorldObservation observed, WorldOutcome outcome, WorldTopologySpec topology) {
        var uid = observed.world().getMetadata().getUid();
        if (outcome.published()) {
            progress.published(uid);
            return Optional.empty();
        }
        return progress.unpublished(uid, topology.revision()).compareTo(KAFKA_ANSWERS) < 0
                ? Optional.empty()
                : Optional.of(new WorldProblem.KafkaUnavailable(topology.revision()));
    }

    /** Adds the problem that nothing moves, when that is so for longer than the spec's deadline. */
    private WorldAssessment withDeadline(WorldObservation observed, WorldAssessment assessment) {
        var uid = observed.world().getMetadata().getUid();
        if (!assessment.isProgressing()) {
            progress.finished(uid);
            return assessment;
        }
        var deadline = deadline(observed);
        var idle = progress.idle(
                uid,
                new WorldProgress.Reached(
                        observed.world().getMetadata().getGeneration(),
                        assessment.counts().readyCells(),
                        upToDateHosts(observed)),
                wasStalled(observed) ? deadline : Duration.ZERO);
        var left = deadline.minus(idle);
        if (left.isPositive()) {
            return assessment.with(assessment.problems(), Optional.of(left));
        }
        var problems = new ArrayList<WorldProblem>();
        problems.add(new WorldProblem.NoProgress(deadline, assessment.withCauses(assessment.activity())));
        problems.addAll(assessment.problems());
        return assessment.with(problems, Optional.empty());
    }

    private static Duration deadline(WorldObservation observed) {
        return SpecDuration.parse(observed.world().getSpec().progressDeadline());
    }

    /** Whether the status reports it of this very spec: a restart of the controller is no progress. */
    private static boolean wasStalled(WorldObservation observed) {
        var before = observed.world().getStatus();
        var stalled = before == null ? null : before.condition(WorldConditions.STALLED);
        return stalled != null
                && "True".equals(stalled.getStatus())
                && WorldProblem.NoProgress.REASON.equals(stalled.getReason())
                && Objects.equals(
                        stalled.getObservedGeneration(),
                        observed.world().getMetadata().getGeneration());
    }

    private static int upToDateHosts(WorldObservation observed) {
        return (int) observed.pods().values().stream()
                .filter(pod -> pod.serves() && pod.templateHash().equals(observed.templateHash()))
                .count();
    }

    /**
     * Cells that their ready host reports as running. After a restart of this process a host has not reported yet: then as many of its
     * cells count as in the previous status, so that a restart does not write a dip and its repair.
     */
    private int readyCells(WorldObservation observed, WorldTopologySpec topology) {
        var running = statusCache.running(observed.world().getMetadata().getUid(), topology);
        var ready = (int) topology.cells().stream()
                .filter(cell -> isReady(observed, cell.host()) && running.contains(cell.id()))
                .count();
        return before(observed, topology)
                .map(status ->
                        ready + Math.clamp(orZero(status.readyCells()) - ready, 0, unreportedCells(observed, topology)))
                .orElse(ready);
    }

    /** As with {@link #readyCells}: a host that has not reported yet keeps the players of the previous status. */
    private int players(WorldObservation observed, WorldTopologySpec topology) {
        var counted = coarse(statusCache.players(observed.world().getMetadata().getUid(), topology));
        return before(observed, topology)
                .filter(status -> unreportedCells(observed, topology) > 0)
                .map(status -> Math.max(counted, orZero(status.players())))
                .orElse(counted);
    }

    /** Of the fullest cell, rounded down to tens; as with {@link #players} for hosts that have not reported. */
    private int loadPercent(WorldObservation observed, WorldTopologySpec topology) {
        var fullest = statusCache.mostPlayers(observed.world().getMetadata().getUid(), topology);
        var counted = coarsePercent(fullest, topology.source().maxPlayersPerCell());
        return before(observed, topology)
                .filter(status -> unreportedCells(observed, topology) > 0)
                .map(status -> Math.max(counted, percent(status.load())))
                .orElse(counted);
    }

    static int coarsePercent(int players, int limit) {
        return (int) (PERCENT * players / limit / LOAD_STEP * LOAD_STEP);
    }

    private static int percent(@Nullable String load) {
        return load != null && LOAD.matcher(load).matches()
                ? Integer.parseInt(load.substring(0, load.length() - 1))
                : 0;
    }

    private int unreportedCells(WorldObservation observed, WorldTopologySpec topology) {
        var uid = observed.world().getMetadata().getUid();
        return (int) topology.cells().stream()
                .filter(cell -> isReady(observed, cell.host()) && !statusCache.knows(uid, cell.host()))
                .count();
    }

    private static boolean isReady(WorldObservation observed, String host) {
        var pod = observed.pods().get(host);
        return pod != null && pod.serves();
    }

    /** The stored status when it is about this very revision. */
    private static Optional<WorldSpecStatus> before(WorldObservation observed, WorldTopologySpec topology) {
        return Optional.ofNullable(observed.world().getStatus())
                .filter(status -> Objects.equals(status.topologyRevision(), topology.revision()));
    }

    private static int orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
