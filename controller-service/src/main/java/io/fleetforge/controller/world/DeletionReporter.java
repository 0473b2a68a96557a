package io.fleetforge.controller.world;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reports what the deletion of a world waits for, and its end. */
@Singleton
final class DeletionReporter {

    /** Hosts end within their grace period; what takes longer is named by an Event. */
    static final Duration BLOCKED_AFTER = Duration.ofSeconds(60);

    private final WorldStatusFactory statusFactory;
    private final WorldEventReporter eventReporter;
    private final Clock clock;

    DeletionReporter(WorldStatusFactory statusFactory, WorldEventReporter eventReporter, Clock clock) {
        this.statusFactory = statusFactory;
        this.eventReporter = eventReporter;
        this.clock = clock;
    }

    /**
     * Writes the status of a world whose deletion waits.
     *
     * @param waitingFor what it waits for, one text each
     */
    void waiting(WorldSpec world, List<String> waitingFor, CorrelationId correlation, Context<WorldSpec> context) {
        report(world, "waiting for " + String.join("; ", waitingFor), correlation, context);
    }

    /** Writes the status of a world whose deletion fails, unless that may pass with the next retry. */
    void failed(WorldSpec world, ReconcileFailure failure, CorrelationId correlation, Context<WorldSpec> context) {
        if (failure.isReported()) {
            report(world, "the deletion fails: " + failure.message(), correlation, context);
        }
    }

    private void report(WorldSpec world, String message, CorrelationId correlation, Context<WorldSpec> context) {
        var since = Instant.parse(world.getMetadata().getDeletionTimestamp());
        var blocked = Duration.between(since, clock.instant()).compareTo(BLOCKED_AFTER) >= 0;
        var before = world.getStatus();
        var status = statusFactory.terminating(world, message, blocked);
        if (status.equals(before)) {
            return;
        }
        if (blocked && !WorldConditions.holds(before, WorldConditions.STALLED)) {
            eventReporter.deletionBlocked(world, message, correlation);
        }
        context.resourceOperations().serverSideApplyPrimaryStatus(WorldRefs.statusOf(world, status));
    }

    void deleted(WorldSpec world, CorrelationId correlation) {
        eventReporter.deleted(world, correlation);
    }
}
