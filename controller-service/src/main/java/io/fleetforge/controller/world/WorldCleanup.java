package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.controller.kubernetes.HostPods;
import io.fleetforge.controller.kubernetes.WorldDependents;
import io.fleetforge.controller.messaging.TopologyPublisher;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Deletes a world in the order that leaves nothing behind: compacted records, which end the hosts' sessions; host pods, the session
 * key, series, then the finalizer; the record itself is deleted with its owner. Each step is repeated until it is done.
 */
@Singleton
final class WorldCleanup {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final HostPods hostPods;
    private final WorldDependents dependents;
    private final TopologyPublisher publisher;
    private final WorldEventReporter eventReporter;
    private final WorldMemory memory;

    WorldCleanup(
            HostPods hostPods,
            WorldDependents dependents,
            TopologyPublisher publisher,
            WorldEventReporter eventReporter,
            WorldMemory memory) {
        this.hostPods = hostPods;
        this.dependents = dependents;
        this.publisher = publisher;
        this.eventReporter = eventReporter;
        this.memory = memory;
    }

    DeleteControl cleanup(WorldSpec world, CorrelationId correlation, Context<WorldSpec> context) {
        var uid = world.getMetadata().getUid();
        var retired = publisher.retire(WorldRefs.of(world), correlation);
        var pods = context.getSecondaryResourcesAsStream(Pod.class)
                .filter(pod -> pod.hasOwnerReferenceFor(uid))
                .toList();
        for (var pod : pods) {
            if (pod.getMetadata().getDeletionTimestamp() == null) {
                hostPods.delete(
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName(),
                        pod.getMetadata().getUid(),
                        false);
            }
        }
        if (!pods.isEmpty() || !retired) {
            return (DeleteControl) DeleteControl.noFinalizerRemoval().rescheduleAfter(RETRY);
        }
        publisher.forget(WorldRefs.of(world));
        dependents.delete(world);
        eventReporter.deleted(world, correlation);
        memory.forget(uid);
        return DeleteControl.defaultDelete();
    }
}
