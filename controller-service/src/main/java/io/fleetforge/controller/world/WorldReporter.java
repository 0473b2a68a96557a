package io.fleetforge.controller.world;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldPhase;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.controller.operation.ManualOperation;
import io.fleetforge.controller.plan.WorldPlan;
import io.fleetforge.controller.scaling.ScalingDecision;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports the result of a reconcile: Events, world events, metrics, the status, and the time of the next reconcile. */
@Singleton
final class WorldReporter {

    private static final Duration UNTIL_OBSERVED = Duration.ofSeconds(2);

    private final WorldAssessor assessor;
    private final WorldStatusFactory statusFactory;
    private final WorldEventReporter eventReporter;
    private final WorldMetrics metrics;
    private final StatusThrottle throttle;

    WorldReporter(
            WorldAssessor assessor,
            WorldStatusFactory statusFactory,
            WorldEventReporter eventReporter,
            WorldMetrics metrics,
            StatusThrottle throttle) {
        this.assessor = assessor;
        this.statusFactory = statusFactory;
        this.eventReporter = eventReporter;
        this.metrics = metrics;
        this.throttle = throttle;
    }

    UpdateControl<WorldSpec> report(
            WorldObservation observed, WorldPlan plan, WorldOutcome outcome, CorrelationId correlation) {
        var world = observed.world();
        var listening = listening(observed, outcome);
        var assessment = assessor.assess(observed, plan, outcome);
        var status =
                listening.isPresent() ? world.getStatus() : statusFactory.create(world, assessment, plan.scaling());
        if (observed.isRebuilt() && outcome.topology() != null) {
            eventReporter.rebuilt(world, outcome.topology(), correlation);
        }
        eventReporter.report(world, observed.topologySpec(), outcome, status, correlation);
        if (listening.isEmpty()) {
            eventReporter.problems(world, assessment, correlation);
        }
        metrics.reported(observed, outcome, status, listening.isEmpty());
        var step = step(world, assessment, status);
        var control = step instanceof StatusThrottle.Step.Write
                ? UpdateControl.patchStatus(WorldRefs.statusOf(world, status))
                : UpdateControl.<WorldSpec>noUpdate();
        Stream.of(
                        waits(world, step, outcome),
                        listening.stream(),
                        assessment.again().stream(),
                        observed.fencing().again().stream())
                .flatMap(wait -> wait)
                .min(Comparator.naturalOrder())
                .ifPresent(control::rescheduleAfter);
        return control;
    }

    private StatusThrottle.Step step(WorldSpec world, WorldAssessment assessment, WorldSpecStatus status) {
        var uid = world.getMetadata().getUid();
        var launches = WorldPhase.LAUNCHING.toString().equals(status.phase())
                && assessment.problems().isEmpty();
        return launches && WorldConditions.isPending(world.getStatus())
                ? throttle.first(uid, world.getStatus(), status)
                : throttle.next(uid, world.getStatus(), status);
    }

    /** Names the failure in the conditions and by an Event, unless it may pass with the next retry. */
    ErrorStatusUpdateControl<WorldSpec> failed(WorldSpec world, ReconcileFailure failure, CorrelationId correlation) {
        if (!failure.isReported()) {
            return ErrorStatusUpdateControl.noStatusUpdate();
        }
        var status = statusFactory.failed(world, failure.message());
        if (status.equals(world.getStatus())) {
            return ErrorStatusUpdateControl.noStatusUpdate();
        }
        eventReporter.failed(world, failure.message(), correlation);
        return ErrorStatusUpdateControl.patchStatus(WorldRefs.statusOf(world, status));
    }

    /** After a restart the reported status stands until the hosts have reported, for a bounded time. */
    private Optional<Duration> listening(WorldObservation observed, WorldOutcome outcome) {
        var rest = throttle.listening(observed.world().getMetadata().getUid());
        return WorldConditions.isPending(observed.world().getStatus())
                        || assessor.hasReport(observed, outcome.topology())
                ? Optional.empty()
                : rest;
    }

    /** Times at which to reconcile again without an event. */
    private static Stream<Duration> waits(WorldSpec world, StatusThrottle.Step step, WorldOutcome outcome) {
        var waits = Stream.<Duration>builder();
        if (step instanceof StatusThrottle.Step.Wait(var rest)) {
            waits.add(rest);
        }
        if (!outcome.published() || (isAsked(world) && outcome.manualOperation().isEmpty())) {
            waits.add(UNTIL_OBSERVED);
        }
        outcome.hosts().retryAfter().ifPresent(waits);
        outcome.exposure().again().ifPresent(waits);
        outcome.scaling().flatMap(ScalingDecision::again).ifPresent(waits);
        return waits.build();
    }

    /** Whether a manual operation is requested, which may wait for another reconcile. */
    private static boolean isAsked(WorldSpec world) {
        return Optional.ofNullable(world.getMetadata().getAnnotations())
                .flatMap(ManualOperation::of)
                .isPresent();
    }
}
