package io.fleetforge.controller.world;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.controller.kubernetes.WorldDependents;
import io.fleetforge.controller.messaging.TopologyPublisher;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;

/**
 * Deletes a world in the order that leaves nothing behind: compacted records, which end the hosts' sessions; host pods, the session
 * key, series, then the finalizer; the record itself is deleted with its owner. Each step is repeated until it is done; what it
 * waits for is in the status.
 */
@Singleton
final class WorldCleanup {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final HostCleanup hosts;
    private final WorldDependents dependents;
    private final TopologyPublisher publisher;
    private final DeletionReporter reporter;
    private final WorldMemory memory;

    WorldCleanup(
            HostCleanup hosts,
            WorldDependents dependents,
            TopologyPublisher publisher,
            DeletionReporter reporter,
            WorldMemory memory) {
        this.hosts = hosts;
        this.dependents = dependents;
        this.publisher = publisher;
        this.reporter = reporter;
        this.memory = memory;
    }

    DeleteControl cleanup(WorldSpec world, CorrelationId correlation, Context<WorldSpec> context) {
        try {
            return delete(world, correlation, context);
        } catch (RuntimeException e) {
            reporter.failed(world, ReconcileFailure.of(e, context), correlation, context);
            throw e;
        }
    }

    private DeleteControl delete(WorldSpec world, CorrelationId correlation, Context<WorldSpec> context) {
        var waitingFor = new ArrayList<String>();
        if (!publisher.retire(WorldRefs.of(world), correlation)) {
            waitingFor.add("Kafka to acknowledge that the topology is removed");
        }
        waitingFor.addAll(hosts.delete(world, context));
        if (!waitingFor.isEmpty()) {
            reporter.waiting(world, waitingFor, correlation, context);
            return (DeleteControl) DeleteControl.noFinalizerRemoval().rescheduleAfter(RETRY);
        }
        publisher.forget(WorldRefs.of(world));
        dependents.forget(world);
        reporter.deleted(world, correlation);
        memory.forget(world.getMetadata().getUid());
        return DeleteControl.defaultDelete();
    }
}
