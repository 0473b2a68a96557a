package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.controller.fencing.FencingVerdict;
import io.fleetforge.controller.fencing.HostFailureDetector;
import io.fleetforge.controller.kubernetes.HostLeases;
import io.fleetforge.controller.kubernetes.HostPodReader;
import io.fleetforge.controller.kubernetes.HostPods;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Deletes the host pods of a deleted world: gracefully, and by force once the process can no longer act and no kubelet has
 * confirmed its end.
 */
@Singleton
final class HostCleanup {

    /** Beyond its grace period; the kubelet of a node that answers needs a fraction of it. */
    private static final Duration OVERDUE = Duration.ofSeconds(30);

    private final HostPods hostPods;
    private final HostLeases leases;
    private final HostFailureDetector failureDetector;
    private final Clock clock;

    HostCleanup(HostPods hostPods, HostLeases leases, HostFailureDetector failureDetector, Clock clock) {
        this.hostPods = hostPods;
        this.leases = leases;
        this.failureDetector = failureDetector;
        this.clock = clock;
    }

    /** Deletes what is there; returns the pods that remain, each with why. */
    List<String> delete(WorldSpec world, Context<WorldSpec> context) {
        var pods = context.getSecondaryResourcesAsStream(Pod.class)
                .filter(pod -> pod.hasOwnerReferenceFor(world.getMetadata().getUid()))
                .toList();
        if (pods.isEmpty()) {
            return List.of();
        }
        var fencing = fencing(world, pods, context);
        for (var pod : pods) {
            var name = pod.getMetadata().getName();
            var deleting = pod.getMetadata().getDeletionTimestamp() != null;
            if (!deleting || mayBeForced(pod, fencing)) {
                hostPods.delete(
                        pod.getMetadata().getNamespace(),
                        name,
                        pod.getMetadata().getUid(),
                        deleting);
            }
        }
        return pods.stream().map(this::describe).sorted().toList();
    }

    /** Preempts the Leases of hosts that are silent: from then on their processes cannot act. */
    private FencingVerdict fencing(WorldSpec world, List<Pod> pods, Context<WorldSpec> context) {
        var topology = context.getSecondaryResource(WorldTopology.class)
                .filter(record ->
                        record.hasOwnerReferenceFor(world.getMetadata().getUid()))
                .map(WorldTopology::getSpec);
        if (topology.isEmpty()) {
            return FencingVerdict.CLEAR;
        }
        var verdict = failureDetector.detect(
                WorldRefs.of(world),
                topology.get(),
                pods.stream()
                        .map(HostPodReader::read)
                        .collect(Collectors.toMap(view -> view.name(), Function.identity())),
                Set.of());
        verdict.preempted()
                .values()
                .forEach(lease -> leases.preempt(lease, topology.get().epoch() + 1));
        return verdict;
    }

    private boolean mayBeForced(Pod pod, FencingVerdict fencing) {
        var name = pod.getMetadata().getName();
        return fencing.fenced().contains(name) || (fencing.neverActed().contains(name) && isOverdue(pod));
    }

    private boolean isOverdue(Pod pod) {
        var due = pod.getMetadata().getDeletionTimestamp();
        return due != null && Instant.parse(due).plus(OVERDUE).isBefore(clock.instant());
    }

    private String describe(Pod pod) {
        var name = "host pod " + pod.getMetadata().getName();
        var node = pod.getSpec() == null ? null : pod.getSpec().getNodeName();
        return isOverdue(pod) && node != null ? name + ", whose end node " + node + " does not confirm" : name;
    }
}
