package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.controller.operation.ManualOperation;
import io.fleetforge.controller.scaling.ScalingDecision;
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

    private final WorldStatusFactory statusFactory;
    private final WorldEventReporter eventReporter;
    private final WorldMetrics metrics;
    private final StatusThrottle throttle;

    WorldReporter(
            WorldStatusFactory statusFactory,
            WorldEventReporter eventReporter,
            WorldMetrics metrics,
            StatusThrottle throttle) {
        this.statusFactory = statusFactory;
        this.eventReporter = eventReporter;
        this.metrics = metrics;
        this.throttle = throttle;
    }

    UpdateControl<WorldSpec> report(
            WorldObservation observed, WorldPlan plan, WorldOutcome outcome, CorrelationId correlation) {
        var world = observed.world();
        var listening = listening(observed, outcome);
        var status = listening.isPresent() ? world.getStatus() : statusFactory.create(observed, plan, outcome);
        if (observed.isRebuilt() && outcome.topology() != null) {
            eventReporter.rebuilt(world, outcome.topology(), correlation);
        }
        eventReporter.report(world, outcome, status, correlation);
        metrics.reported(observed, outcome, status, listening.isEmpty());
        var step = throttle.next(world.getMetadata().getUid(), world.getStatus(), status);
        var control = step instanceof StatusThrottle.Step.Write
                ? UpdateControl.patchStatus(statusOnly(world, status))
                : UpdateControl.<WorldSpec>noUpdate();
        Stream.of(waits(world, step, outcome), listening.stream(), observed.fencing().again().stream())
                .flatMap(wait -> wait)
                .min(Comparator.naturalOrder())
                .ifPresent(control::rescheduleAfter);
        return control;
    }

    /** After a restart the reported status stands until the hosts have reported, for a bounded time. */
    private Optional<Duration> listening(WorldObservation observed, WorldOutcome outcome) {
        var rest = throttle.listening(observed.world().getMetadata().getUid());
        return observed.world().getStatus() == null || statusFactory.hasReport(observed, outcome.topology())
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
        outcome.scaling().flatMap(ScalingDecision::again).ifPresent(waits);
        return waits.build();
    }

    /** Whether a manual operation is requested, which may wait for another reconcile. */
    private static boolean isAsked(WorldSpec world) {
        return Optional.ofNullable(world.getMetadata().getAnnotations())
                .flatMap(ManualOperation::of)
                .isPresent();
    }

    private static WorldSpec statusOnly(WorldSpec world, WorldSpecStatus status) {
        var patch = new WorldSpec();
        patch.setMetadata(new ObjectMetaBuilder()
                .withNamespace(world.getMetadata().getNamespace())
                .withName(world.getMetadata().getName())
                .withUid(world.getMetadata().getUid())
                .build());
        patch.setStatus(status);
        return patch;
    }
}
