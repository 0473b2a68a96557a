package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.controller.hosts.HostAction;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.kubernetes.HostPods;
import io.fleetforge.controller.kubernetes.HostPods.Creation;
import io.fleetforge.controller.kubernetes.HostTemplate;
import io.fleetforge.controller.kubernetes.WorldDependents;
import io.fleetforge.controller.plan.WorldPlan;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Carries out the planned writes on host pods. */
@Singleton
final class HostApplier {

    private final HostPods hostPods;
    private final WorldDependents dependents;
    private final HostTemplate template;
    private final RefusedHosts refusedHosts;

    HostApplier(HostPods hostPods, WorldDependents dependents, HostTemplate template, RefusedHosts refusedHosts) {
        this.hostPods = hostPods;
        this.dependents = dependents;
        this.template = template;
        this.refusedHosts = refusedHosts;
    }

    /**
     * @param create performs the create, so that the informer's cache is updated
     */
    HostOutcome apply(WorldObservation observed, WorldPlan plan, CorrelationId correlation, UnaryOperator<Pod> create) {
        var world = observed.world();
        var isStarting = observed.pods().values().stream().anyMatch(pod -> !pod.serves());
        var uid = world.getMetadata().getUid();
        var refused = new HashMap<String, String>();
        var reports = new TreeSet<String>();
        for (var action : plan.hosts()) {
            switch (action) {
                case HostAction.Delete(var host, var podUid, var reason, var force) -> {
                    ended(observed, host);
                    hostPods.delete(world.getMetadata().getNamespace(), host, podUid, force);
                }
                case HostAction.HoldBack(var host, var incarnation) ->
                    refused.put(host, refusedHosts.heldBack(uid, host, incarnation));
                case HostAction.Create(var host, var incarnation) -> {
                    switch (create(world, template.render(world, host, incarnation, correlation), create)) {
                        case Creation.Created(var pod) -> refusedHosts.created(uid, host);
                        case Creation.Refused(var message) -> {
                            dependents.podRefused(world);
                            reports.add(refusedHosts.refused(uid, host, incarnation, message));
                            refused.put(host, message);
                        }
                    }
                }
            }
        }
        if (plan.hosts().isEmpty() && isStarting) {
            dependents.ensureAccess(world).ifPresent(reports::add);
        }
        return new HostOutcome(refused, List.copyOf(reports), refusedHosts.untilNext(uid, refused.keySet()));
    }

    /** A pod that ended by itself is replaced after a pause, unless the host served. */
    private void ended(WorldObservation observed, String host) {
        var pod = observed.pods().get(host);
        if (pod != null && pod.phase() == HostView.Phase.TERMINAL) {
            refusedHosts.ended(
                    observed.world().getMetadata().getUid(),
                    host,
                    pod.uid(),
                    "its pod ended"
                            + pod.problem().map(found -> ": " + found.message()).orElse(""));
        }
    }

    /** Key and account first: a pod without them does not start. */
    private Creation create(WorldSpec world, Pod pod, UnaryOperator<Pod> create) {
        return dependents
                .ensureForHosts(world)
                .<Creation>map(Creation.Refused::new)
                .orElseGet(() -> hostPods.create(world, pod, create));
    }
}
