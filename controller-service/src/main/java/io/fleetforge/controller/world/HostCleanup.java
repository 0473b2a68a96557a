package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.controller.fencing.FencingVerdict;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.kubernetes.HostLeases;
import io.fleetforge.controller.kubernetes.HostPodReader;
import io.fleetforge.controller.kubernetes.HostPods;
import io.fleetforge.controller.kubernetes.Ownership;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Deletes the host pods of a deleted world: gracefully, and by force once the process can no longer act and no kubelet has
 * confirmed its end.
 */
@Singleton
final class HostCleanup {

    /** Beyond its grace period; the kubelet of a node that answers needs a fraction of it. */
    private static final Duration OVERDUE = Duration.ofSeconds(30);

    /** When no Lease shows whether the process can act: longer than any host acts without one. */
    private static final Duration LONG_OVERDUE = Duration.ofMinutes(2);

    private final HostPods hostPods;
    private final HostLeases leases;
    private final HostHealth health;
    private final Clock clock;

    HostCleanup(HostPods hostPods, HostLeases leases, HostHealth health, Clock clock) {
        this.hostPods = hostPods;
        this.leases = leases;
        this.health = health;
        this.clock = clock;
    }

    /** Deletes what is there; returns the pods that remain, each with why. */
    List<String> delete(WorldSpec world, Context<WorldSpec> context) {
        var pods = context.getSecondaryResourcesAsStream(Pod.class)
                .filter(pod -> Ownership.isHostOf(pod, world))
                .toList();
        pods.stream().filter(pod -> !isDeleting(pod)).forEach(pod -> delete(pod, false));
        var deleting = pods.stream().filter(HostCleanup::isDeleting).toList();
        if (!deleting.isEmpty()) {
            var fencing = fencing(world, deleting, context);
            deleting.stream().filter(pod -> mayBeForced(pod, fencing)).forEach(pod -> delete(pod, true));
        }
        return pods.stream().map(this::describe).sorted().toList();
    }

    private void delete(Pod pod, boolean force) {
        var metadata = pod.getMetadata();
        hostPods.delete(metadata.getNamespace(), metadata.getName(), metadata.getUid(), force);
    }

    private static boolean isDeleting(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** Preempts the Leases of hosts that are silent: from then on their processes cannot act. */
    private FencingVerdict fencing(WorldSpec world, List<Pod> pods, Context<WorldSpec> context) {
        var topology = context.getSecondaryResourcesAsStream(WorldTopology.class)
                .filter(record -> Ownership.of(record, world) != Ownership.FOREIGN)
                .findFirst()
                .orElse(null);
        var views = pods.stream().map(HostPodReader::read).collect(Collectors.toMap(HostView::name, view -> view));
        var verdict = health.fencing(world, topology, views, HostRefusals.NONE);
        if (topology != null) {
            var next = topology.getSpec().epoch() + 1;
            verdict.preempted().entrySet().stream()
                    .filter(entry -> views.containsKey(entry.getKey()))
                    .forEach(entry -> leases.preempt(WorldRefs.of(world), entry.getValue(), next));
        }
        return verdict;
    }

    /** In the end any pod: the sessions of a deleted world end with its topology, and its UID never returns. */
    private boolean mayBeForced(Pod pod, FencingVerdict fencing) {
        var name = pod.getMetadata().getName();
        return fencing.fenced().contains(name)
                || (fencing.neverActed().contains(name) && isOverdue(pod, OVERDUE))
                || isOverdue(pod, LONG_OVERDUE);
    }

    private boolean isOverdue(Pod pod, Duration by) {
        var due = pod.getMetadata().getDeletionTimestamp();
        return due != null && Instant.parse(due).plus(by).isBefore(clock.instant());
    }

    private String describe(Pod pod) {
        var name = "host pod " + pod.getMetadata().getName();
        var node = pod.getSpec() == null ? null : pod.getSpec().getNodeName();
        return isOverdue(pod, OVERDUE) && node != null ? name + ", whose end node " + node + " does not confirm" : name;
    }
}
