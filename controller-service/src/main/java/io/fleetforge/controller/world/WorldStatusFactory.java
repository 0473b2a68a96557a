package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.messaging.CellBoard;
import io.fleetforge.controller.operation.CellOperation;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders the status of a world from what was observed, done and heard. The same inputs give the same status. */
final class WorldStatusFactory {

    private static final int EXACT_PLAYERS = 100;

    private final CellBoard board;
    private final Clock clock;

    WorldStatusFactory(CellBoard board, Clock clock) {
        this.board = board;
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
        var allReady = whole && outcome.refusal() == null;
        var degraded = degraded(before, whole, outcome);
        readyCondition(conditions, outcome, allReady, ready, cells);
        progress(conditions, plan, outcome, allReady, ready, cells);
        conditions.with(
                WorldConditions.DEGRADED,
                degraded,
                degraded ? (outcome.refusedHosts().isEmpty() ? "CellsDown" : "HostRefused") : "AsExpected",
                degraded ? degradedMessage(outcome, ready, cells) : "every acknowledged cell runs or is launching");
        return new WorldSpecStatus(
                metadata.getGeneration(),
                phase(outcome, allReady, degraded),
                cells,
                ready,
                topology == null ? 0 : coarse(board.players(metadata.getUid(), topology)),
                topology == null ? null : topology.revision(),
                conditions.build());
    }

    /** Players for people: exact below 100, then two digits, so that a crowd in motion does not write all the time. */
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
        var recut = outcome.operations().stream().anyMatch(operation -> !(operation instanceof CellOperation.Recover));
        return (wasWhole && !recut) || !outcome.refusedHosts().isEmpty();
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
                    allReady ? "AllCellsRunning" : "CellsNotRunning",
                    ready + " of " + cells + " cells run");
        }
    }

    private static void progress(
            WorldConditions conditions, WorldPlan plan, WorldOutcome outcome, boolean allReady, int ready, int cells) {
        var stalled = outcome.refusal() != null;
        var rolling = plan.rolling().isPresent();
        var progressing = !stalled && (!allReady || rolling);
        var reason = stalled ? "SpecRefused" : rolling ? "RollingHosts" : progressing ? "LaunchingCells" : "Settled";
        var message = rolling
                ? "replacing host " + plan.rolling().get()
                : progressing ? ready + " of " + cells + " cells run" : "nothing to do";
        conditions.with(WorldConditions.PROGRESSING, progressing, reason, message);
        conditions.with(WorldConditions.RECONCILING, progressing, reason, message);
        conditions.with(
                WorldConditions.STALLED,
                stalled,
                stalled ? "SpecRefused" : "NotStalled",
                outcome.refusal() == null ? "the spec can be met" : outcome.refusal());
    }

    private static String degradedMessage(WorldOutcome outcome, int ready, int cells) {
        return outcome.refusedHosts().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .findFirst()
                .map(refused -> "host " + refused.getKey() + ": " + refused.getValue())
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

    private int readyCells(WorldObservation observed, WorldTopologySpec topology) {
        var uid = observed.world().getMetadata().getUid();
        var running = board.running(uid, topology);
        List<Cell> ready = new ArrayList<>();
        for (var cell : topology.cells()) {
            var pod = observed.pods().get(cell.host());
            var hostReady = pod != null && pod.phase() == HostView.Phase.READY;
            if (hostReady && (running.contains(cell.id()) || carriedOver(observed, topology, cell))) {
                ready.add(cell);
            }
        }
        return ready.size();
    }

    /** After a restart of this process, what the status said holds until the host has spoken. */
    private boolean carriedOver(WorldObservation observed, WorldTopologySpec topology, Cell cell) {
        var metadata = observed.world().getMetadata();
        var before = observed.world().getStatus();
        return !board.knows(metadata.getUid(), cell.host())
                && WorldConditions.holds(before, WorldConditions.READY)
                && before.topologyRevision() != null
                && before.topologyRevision() == topology.revision();
    }
}
