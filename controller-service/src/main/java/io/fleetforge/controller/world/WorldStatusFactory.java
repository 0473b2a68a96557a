package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.controller.operation.CellOperation;
import io.fleetforge.controller.reports.CellStatusCache;
import io.fleetforge.controller.scaling.ScalingDecision;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Renders the status of a world from observation, outcome and reports. Equal inputs give equal statuses. */
@Singleton
final class WorldStatusFactory {

    private static final int EXACT_PLAYERS = 100;

    private final CellStatusCache statusCache;
    private final Clock clock;

    WorldStatusFactory(CellStatusCache statusCache, Clock clock) {
        this.statusCache = statusCache;
        this.clock = clock;
    }

    WorldSpecStatus create(WorldObservation observed, WorldPlan plan, WorldOutcome outcome) {
        var metadata = observed.world().getMetadata();
        var before = observed.world().getStatus();
        var topology = outcome.topology();
        var cells = topology == null ? 0 : topology.cells().size();
        var ready = topology == null ? 0 : readyCells(observed, topology);
        var conditions = new WorldConditions(
                before, metadata.getGeneration(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
        var whole = topology != null && ready == cells;
        var answered = plan.awaited().isEmpty()
                || (topology != null
                        && topology.source().equals(observed.demand().source()));
        var allReady = whole && answered && outcome.refusal() == null;
        var degraded = degraded(before, whole, outcome);
        readyCondition(conditions, outcome, allReady, ready, cells);
        progress(conditions, plan, outcome, allReady, ready, cells);
        conditions.with(
                WorldConditions.DEGRADED,
                degraded,
                degraded ? (outcome.hosts().refused().isEmpty() ? "CellsDown" : "HostRefused") : "AsExpected",
                degraded ? degradedMessage(outcome, ready, cells) : "every acknowledged cell runs or is launching");
        scaling(conditions, before, plan.scaling());
        return new WorldSpecStatus(
                metadata.getGeneration(),
                phase(outcome, allReady, degraded),
                cells,
                ready,
                topology == null ? 0 : players(observed, topology),
                topology == null ? null : topology.revision(),
                conditions.build());
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

    private static boolean degraded(@Nullable WorldSpecStatus before, boolean whole, WorldOutcome outcome) {
        if (whole) {
            return false;
        }
        var wasWhole = WorldConditions.holds(before, WorldConditions.READY)
                || WorldConditions.holds(before, WorldConditions.DEGRADED)
                || stalledWhole(before);
        var repartition =
                outcome.operations().stream().anyMatch(operation -> !(operation instanceof CellOperation.Recover));
        return (wasWhole && !repartition) || !outcome.hosts().refused().isEmpty();
    }

    /** A world whose newest spec is refused, while all its cells run on. */
    private static boolean stalledWhole(@Nullable WorldSpecStatus before) {
        return before != null
                && WorldConditions.holds(before, WorldConditions.STALLED)
                && before.cells() != null
                && before.cells() > 0
                && before.cells().equals(before.readyCells());
    }

    private static void readyCondition(
            WorldConditions conditions, WorldOutcome outcome, boolean allReady, int ready, int cells) {
        if (outcome.refusal() != null) {
            conditions.with(WorldConditions.READY, false, "SpecRefused", outcome.refusal());
        } else {
            conditions.with(
                    WorldConditions.READY,
                    allReady,
                    allReady ? "AllCellsRunning" : ready == cells ? "StartingHosts" : "CellsNotRunning",
                    ready + " of " + cells + " cells run");
        }
    }

    private static void progress(
            WorldConditions conditions, WorldPlan plan, WorldOutcome outcome, boolean allReady, int ready, int cells) {
        var stalled = outcome.refusal() != null;
        var rolling = plan.rolling().host().isPresent();
        var awaiting = !plan.awaited().isEmpty();
        var progressing = !stalled && (!allReady || rolling || awaiting);
        var reason = stalled
                ? "SpecRefused"
                : rolling ? "RollingHosts" : awaiting ? "StartingHosts" : progressing ? "LaunchingCells" : "AsExpected";
        var message = rolling
                ? replacing(plan)
                : awaiting
                        ? "waiting for " + String.join(", ", new TreeSet<>(plan.awaited()))
                        : progressing ? ready + " of " + cells + " cells run" : "nothing to do";
        conditions.with(WorldConditions.PROGRESSING, progressing, reason, message);
        conditions.with(WorldConditions.RECONCILING, progressing, reason, message);
        conditions.with(
                WorldConditions.STALLED,
                stalled,
                stalled ? "SpecRefused" : "NotStalled",
                outcome.refusal() == null ? "the spec can be met" : outcome.refusal());
    }

    private static String replacing(WorldPlan plan) {
        return "replacing host " + plan.rolling().host().orElseThrow()
                + (plan.awaited().isEmpty() ? "" : "; waiting for " + String.join(", ", new TreeSet<>(plan.awaited())));
    }

    /**
     * The previous condition stays until whole windows contradict it: neither a restart nor new cells are a reason to withdraw it.
     */
    private static void scaling(
            WorldConditions conditions, @Nullable WorldSpecStatus before, Optional<ScalingDecision> decision) {
        var limit = decision.flatMap(ScalingDecision::limit);
        var previous = before == null ? null : before.condition(WorldConditions.SCALING_LIMITED);
        if (limit.isPresent()) {
            conditions.with(
                    WorldConditions.SCALING_LIMITED,
                    true,
                    limit.get().reason().code(),
                    limit.get().message());
        } else if (previous != null && decision.filter(ScalingDecision::whole).isEmpty()) {
            conditions.with(
                    WorldConditions.SCALING_LIMITED,
                    WorldConditions.holds(before, WorldConditions.SCALING_LIMITED),
                    previous.getReason(),
                    previous.getMessage());
        } else {
            conditions.with(
                    WorldConditions.SCALING_LIMITED,
                    false,
                    "NotLimited",
                    "scaling refuses nothing that the load requires");
        }
    }

    private static String degradedMessage(WorldOutcome outcome, int ready, int cells) {
        return outcome.hosts().refused().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .findFirst()
                .map(refused -> RefusedHosts.describe(refused.getKey(), refused.getValue()))
                .orElse(ready + " of " + cells + " cells run");
    }

    private static String phase(WorldOutcome outcome, boolean allReady, boolean degraded) {
        if (degraded) {
            return "Degraded";
        }
        if (outcome.refusal() != null) {
            return "Stalled";
        }
        return allReady ? "Ready" : "Launching";
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
