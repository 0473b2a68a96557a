package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.controller.plan.WorldPlan;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The control loop of one world: observe, plan, apply, report. Level-triggered and idempotent: whatever an earlier run left
 * undone, the next one finds and does. At steady state it writes nothing.
 */
@Singleton
@ControllerConfiguration(
        name = "worldspec",
        finalizerName = "fleetforge.io/world",
        fieldManager = "fleetforge-controller",
        generationAwareEventProcessing = false, // requests are annotations: WorldChanges decides which matter
        informer = @Informer(onUpdateFilter = WorldChanges.class),
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 60, timeUnit = TimeUnit.SECONDS))
@GradualRetry(initialInterval = 100, intervalMultiplier = 2, maxInterval = 10_000, maxAttempts = Integer.MAX_VALUE)
public final class WorldSpecReconciler implements Reconciler<WorldSpec>, Cleaner<WorldSpec> {

    private final WorldObserver observer;
    private final WorldApplier applier;
    private final WorldReporter reporter;
    private final WorldCleanup cleanup;
    private final ReconcileTelemetry telemetry;

    WorldSpecReconciler(
            WorldObserver observer,
            WorldApplier applier,
            WorldReporter reporter,
            WorldCleanup cleanup,
            ReconcileTelemetry telemetry) {
        this.observer = observer;
        this.applier = applier;
        this.reporter = reporter;
        this.cleanup = cleanup;
        this.telemetry = telemetry;
    }

    @Override
    public List<EventSource<?, WorldSpec>> prepareEventSources(EventSourceContext<WorldSpec> context) {
        return observer.eventSources(context);
    }

    @Override
    public UpdateControl<WorldSpec> reconcile(WorldSpec world, Context<WorldSpec> context) {
        var correlation = WorldRefs.correlation(world);
        try (var step = telemetry.open("reconcile worldspec", world, correlation)) {
            var observed = observer.observe(world, context);
            observer.follow(observed);
            telemetry.observed(observed);
            var plan = WorldPlan.of(observed.planInput());
            var outcome = applier.apply(observed, plan, correlation, context);
            var control = reporter.report(observed, plan, outcome, correlation);
            step.succeeded(outcome.refusal() == null ? "success" : "refused");
            return control;
        }
    }

    @Override
    public ErrorStatusUpdateControl<WorldSpec> updateErrorStatus(
            WorldSpec world, Context<WorldSpec> context, Exception failure) {
        return reporter.failed(world, ReconcileFailure.of(failure, context), WorldRefs.correlation(world));
    }

    @Override
    public DeleteControl cleanup(WorldSpec world, Context<WorldSpec> context) {
        var correlation = WorldRefs.correlation(world);
        try (var step = telemetry.open("clean up worldspec", world, correlation)) {
            var control = cleanup.cleanup(world, correlation, context);
            if (control.isRemoveFinalizer()) {
                telemetry.removed(world);
            }
            step.succeeded("success");
            return control;
        }
    }
}
