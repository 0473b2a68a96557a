package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.controller.fencing.HostFailureDetector;
import io.fleetforge.controller.hosts.FencingVerdict;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.kubernetes.HostPods;
import io.fleetforge.controller.kubernetes.HostTemplate;
import io.fleetforge.controller.reports.CellStatusCache;
import io.fleetforge.controller.reports.ReportedHosts;
import io.fleetforge.controller.topology.HostReports;
import io.fleetforge.controller.topology.HostTransition.Hosts;
import io.fleetforge.controller.topology.WorldDemand;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a reconcile decides from: caches first, and the API server itself for a host pod that a cache misses, since
 * "gone" costs an epoch. Children count only when the owner's UID is this world's.
 */
final class WorldObserver {

    private final HostPods hostPods;
    private final HostTemplate template;
    private final RefusedHosts refusedHosts;
    private final LoadObserver loads;
    private final CellStatusCache statusCache;
    private final HostFailureDetector failureDetector;

    WorldObserver(
            HostPods hostPods,
            HostTemplate template,
            RefusedHosts refusedHosts,
            LoadObserver loads,
            CellStatusCache statusCache,
            HostFailureDetector failureDetector) {
        this.statusCache = statusCache;
        this.failureDetector = failureDetector;
        this.hostPods = hostPods;
        this.template = template;
        this.refusedHosts = refusedHosts;
        this.loads = loads;
    }

    WorldObservation observe(WorldSpec world, Context<WorldSpec> context) {
        var uid = world.getMetadata().getUid();
        var topology = context.getSecondaryResourcesAsStream(WorldTopology.class)
                .filter(candidate -> candidate.hasOwnerReferenceFor(uid))
                .findFirst()
                .orElse(null);
        var pods = new HashMap<String, HostView>();
        context.getSecondaryResourcesAsStream(Pod.class)
                .filter(pod -> pod.hasOwnerReferenceFor(uid))
                .map(HostView::of)
                .forEach(view -> pods.put(view.name(), view));
        confirmMissing(world, topology, pods);
        pods.keySet().forEach(host -> refusedHosts.created(uid, host));
        var demand = WorldDemand.of(world.getMetadata().getName(), world.getSpec());
        var refused = refused(uid, topology);
        var fencing = topology == null
                ? FencingVerdict.CLEAR
                : failureDetector.detect(WorldRefs.of(world), topology.getSpec(), pods, refused.keySet());
        var hosts = topology == null
                ? new Hosts(Set.of(), Set.of(), Set.of())
                : HostReports.facts(
                        topology.getSpec(),
                        new ReportedHosts(
                                statusCache, uid, pods, refused.keySet(), fencing.neverActed(), fencing.maybeActive()));
        return new WorldObservation(
                world,
                demand,
                topology,
                pods,
                refused,
                template.hash(world),
                hosts,
                fencing,
                loads.view(world, topology));
    }

    private void confirmMissing(WorldSpec world, @Nullable WorldTopology topology, Map<String, HostView> pods) {
        if (topology == null) {
            return;
        }
        for (var host : topology.getSpec().hosts()) {
            if (!pods.containsKey(host.name())) {
                hostPods.find(world.getMetadata().getNamespace(), host.name())
                        .filter(pod ->
                                pod.hasOwnerReferenceFor(world.getMetadata().getUid()))
                        .ifPresent(pod -> pods.put(host.name(), HostView.of(pod)));
            }
        }
    }

    private Map<String, String> refused(String uid, @Nullable WorldTopology topology) {
        var refused = new HashMap<String, String>();
        if (topology != null) {
            for (var host : topology.getSpec().hosts()) {
                refusedHosts
                        .message(uid, host.name(), host.incarnation())
                        .ifPresent(message -> refused.put(host.name(), message));
            }
        }
        return refused;
    }
}
