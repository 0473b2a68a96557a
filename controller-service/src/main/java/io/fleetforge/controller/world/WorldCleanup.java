package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.controller.kubernetes.DisruptionBudgets;
import io.fleetforge.controller.kubernetes.HostPods;
import io.fleetforge.controller.kubernetes.SessionKeys;
import io.fleetforge.controller.messaging.TopologyPublisher;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import java.time.Duration;

/**
 * Ends a world in the order that leaves nothing behind: compacted records, from which hosts learn that there is nobody to keep; host
 * pods, the session key, series, then the finalizer; the record itself goes with its owner. Each step is repeated until it is done.
 */
final class WorldCleanup {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final HostPods hostPods;
    private final SessionKeys keys;
    private final DisruptionBudgets budgets;
    private final TopologyPublisher publisher;
    private final WorldEventReporter eventReporter;
    private final WorldLedgers ledgers;
    private final RefusedHosts refusedHosts;

    WorldCleanup(
            WorldApplier.HostWrites writes,
            TopologyPublisher publisher,
            WorldEventReporter eventReporter,
            WorldLedgers ledgers,
            RefusedHosts refusedHosts) {
        this.hostPods = writes.pods();
        this.keys = writes.keys();
        this.budgets = writes.budgets();
        this.publisher = publisher;
        this.eventReporter = eventReporter;
        this.ledgers = ledgers;
        this.refusedHosts = refusedHosts;
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
        keys.forget(world);
        budgets.forgetWorld(uid);
        eventReporter.deleted(world, correlation);
        ledgers.metrics().removed(world);
        ledgers.statusCache().forgetWorld(uid);
        ledgers.observations().loads().forgetWorld(uid);
        ledgers.observations().heartbeats().forgetWorld(uid);
        ledgers.throttle().forgetWorld(uid);
        refusedHosts.forgetWorld(uid);
        return DeleteControl.defaultDelete();
    }
}
