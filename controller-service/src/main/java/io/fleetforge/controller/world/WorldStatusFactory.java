package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldPhase;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.controller.problem.WorldProblem;
import io.fleetforge.controller.scaling.ScalingDecision;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Renders the status of a world from its assessment. Equal inputs give equal statuses. */
@Singleton
final class WorldStatusFactory {

    /** Reason of a condition and an Event: reconciles fail again and again. */
    static final String RECONCILE_FAILED = "ReconcileFailed";

    /** Reason of a condition and an Event: the deletion takes longer than hosts need to end. */
    static final String DELETION_BLOCKED = "DeletionBlocked";

    private static final String DELETING = "Deleting";

    private final Clock clock;

    WorldStatusFactory(Clock clock) {
        this.clock = clock;
    }

    WorldSpecStatus create(WorldSpec world, WorldAssessment assessment, Optional<ScalingDecision> scaling) {
        var before = world.getStatus();
        var conditions = conditions(world);
        var degraded = isDegraded(before, assessment);
        conditions.with(WorldConditions.READY, ready(assessment));
        var progress = progress(assessment);
        conditions.with(WorldConditions.PROGRESSING, progress);
        conditions.with(WorldConditions.RECONCILING, progress);
        conditions.with(WorldConditions.STALLED, stalled(assessment));
        conditions.with(WorldConditions.DEGRADED, degraded(degraded, assessment));
        conditions.with(WorldConditions.SCALING_LIMITED, scaling(before, scaling));
        assessment.exposure().ifPresent(exposure -> conditions.with(WorldConditions.EXPOSED, exposure));
        var counts = assessment.counts();
        return new WorldSpecStatus(
                world.getMetadata().getGeneration(),
                phase(assessment, degraded).toString(),
                counts.cells(),
                counts.readyCells(),
                counts.players(),
                counts.load(),
                counts.hosts(),
                counts.revision(),
                conditions.build());
    }

    /** The stored status of a world that cannot be reconciled: the controller does not act on its spec, and its cells continue. */
    WorldSpecStatus failed(WorldSpec world, String message) {
        var before = world.getStatus();
        var failure = new Finding(true, RECONCILE_FAILED, message);
        var conditions = conditions(world);
        if (WorldConditions.isPending(before)) {
            conditions.with(WorldConditions.READY, new Finding(false, RECONCILE_FAILED, message));
        } else {
            conditions.keep(WorldConditions.READY);
        }
        conditions.with(WorldConditions.PROGRESSING, failure);
        conditions.with(WorldConditions.RECONCILING, failure);
        conditions.keep(WorldConditions.STALLED);
        conditions.with(WorldConditions.DEGRADED, failure);
        conditions.keep(WorldConditions.SCALING_LIMITED);
        conditions.keep(WorldConditions.EXPOSED);
        return status(before, before == null ? null : before.observedGeneration(), WorldPhase.DEGRADED, conditions);
    }

    /**
     * The status of a world that is being deleted.
     *
     * @param blocked whether that takes longer than its hosts need to end
     */
    WorldSpecStatus terminating(WorldSpec world, String message, boolean blocked) {
        var conditions = conditions(world);
        conditions.with(WorldConditions.READY, new Finding(false, DELETING, message));
        conditions.with(WorldConditions.PROGRESSING, new Finding(!blocked, DELETING, message));
        conditions.with(WorldConditions.RECONCILING, new Finding(!blocked, DELETING, message));
        conditions.with(
                WorldConditions.STALLED,
                blocked
                        ? new Finding(true, DELETION_BLOCKED, message)
                        : new Finding(false, "NotStalled", "hosts have time to end"));
        return status(world.getStatus(), world.getMetadata().getGeneration(), WorldPhase.TERMINATING, conditions);
    }

    /** With the counts of {@code before}. */
    private static WorldSpecStatus status(
            @Nullable WorldSpecStatus before,
            @Nullable Long observedGeneration,
            WorldPhase phase,
            WorldConditions conditions) {
        return new WorldSpecStatus(
                observedGeneration,
                phase.toString(),
                before == null ? null : before.cells(),
                before == null ? null : before.readyCells(),
                before == null ? null : before.players(),
                before == null ? null : before.load(),
                before == null ? null : before.hosts(),
                before == null ? null : before.topologyRevision(),
                conditions.build());
    }

    private WorldConditions conditions(WorldSpec world) {
        return new WorldConditions(
                world.getStatus(),
                world.getMetadata().getGeneration(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    private static Finding ready(WorldAssessment assessment) {
        var refusal = assessment.refusal();
        if (refusal.isPresent()) {
            return new Finding(false, refusal.get().reason(), refusal.get().message());
        }
        if (assessment.isReady()) {
            return new Finding(
                    true,
                    "AllCellsRunning",
                    assessment.withWarnings(assessment.counts().text()));
        }
        return new Finding(
                false,
                assessment.counts().whole() ? "StartingHosts" : "CellsNotRunning",
                assessment.withCauses(assessment.counts().text()));
    }

    private static Finding progress(WorldAssessment assessment) {
        var stall = assessment.stall();
        if (stall.isPresent()) {
            return new Finding(false, stall.get().reason(), stall.get().message());
        }
        if (!assessment.isUnfinished()) {
            return new Finding(false, "AsExpected", "nothing to do");
        }
        return new Finding(true, activity(assessment), assessment.withCauses(assessment.activity()));
    }

    private static String activity(WorldAssessment assessment) {
        var work = assessment.work();
        if (work.rolling().isPresent()) {
            return "RollingHosts";
        }
        return work.awaited().isEmpty() ? "LaunchingCells" : "StartingHosts";
    }

    private static Finding stalled(WorldAssessment assessment) {
        return assessment
                .stall()
                .map(problem -> new Finding(true, problem.reason(), problem.message()))
                .orElseGet(() -> new Finding(false, "NotStalled", "the spec can be met"));
    }

    private static Finding degraded(boolean degraded, WorldAssessment assessment) {
        if (!degraded) {
            return new Finding(false, "AsExpected", "every acknowledged cell runs or is launching");
        }
        var counts = assessment.counts().text();
        return assessment
                .cause()
                .map(cause -> new Finding(true, cause.reason(), assessment.causes() + "; " + counts))
                .orElseGet(() -> new Finding(true, "CellsDown", counts));
    }

    /**
     * The previous condition stays until whole windows contradict it: neither a restart nor new cells are a reason to withdraw it.
     */
    private static Finding scaling(@Nullable WorldSpecStatus before, Optional<ScalingDecision> decision) {
        var limit = decision.flatMap(ScalingDecision::limit);
        if (limit.isPresent()) {
            return new Finding(true, limit.get().reason().code(), limit.get().message());
        }
        var previous = before == null ? null : before.condition(WorldConditions.SCALING_LIMITED);
        if (previous != null && decision.filter(ScalingDecision::whole).isEmpty()) {
            return new Finding("True".equals(previous.getStatus()), previous.getReason(), previous.getMessage());
        }
        return new Finding(false, "NotLimited", "scaling refuses nothing that the load requires");
    }

    /** Cells that ran do not, or something keeps cells from running that does not pass by itself. */
    private static boolean isDegraded(@Nullable WorldSpecStatus before, WorldAssessment assessment) {
        if (assessment.counts().whole()) {
            return false;
        }
        var wasWhole = WorldConditions.holds(before, WorldConditions.READY)
                || WorldConditions.holds(before, WorldConditions.DEGRADED)
                || stalledWhole(before);
        return (wasWhole && !assessment.work().repartitioned())
                || assessment.problems().stream()
                        .anyMatch(problem -> problem instanceof WorldProblem.HostRefused
                                || problem instanceof WorldProblem.CellFailed);
    }

    /** A world whose newest spec is refused, while all its cells run on. */
    private static boolean stalledWhole(@Nullable WorldSpecStatus before) {
        return before != null
                && WorldConditions.holds(before, WorldConditions.STALLED)
                && before.cells() != null
                && before.cells() > 0
                && Objects.equals(before.cells(), before.readyCells());
    }

    private static WorldPhase phase(WorldAssessment assessment, boolean degraded) {
        if (degraded) {
            return WorldPhase.DEGRADED;
        }
        if (assessment.stall().isPresent()) {
            return WorldPhase.STALLED;
        }
        return assessment.isReady() ? WorldPhase.READY : WorldPhase.LAUNCHING;
    }
}
