package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.kubernetes.HostPodReader;
import io.fleetforge.controller.kubernetes.HostPods;
import io.fleetforge.controller.kubernetes.HostTemplate;
import io.fleetforge.controller.kubernetes.Ownership;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the host pods of a world: the cache first, and the API server itself for a pod that the cache misses. */
@Singleton
final class HostObserver {

    private final HostPods hostPods;
    private final HostTemplate template;
    private final RefusedHosts refusedHosts;

    HostObserver(HostPods hostPods, HostTemplate template, RefusedHosts refusedHosts) {
        this.hostPods = hostPods;
        this.template = template;
        this.refusedHosts = refusedHosts;
    }

    /** Host pods of this very world, by name. */
    Map<String, HostView> pods(WorldSpec world, @Nullable WorldTopology topology, Context<WorldSpec> context) {
        var pods = new HashMap<String, HostView>();
        context.getSecondaryResourcesAsStream(Pod.class)
                .filter(pod -> Ownership.isHostOf(pod, world))
                .map(HostPodReader::read)
                .forEach(view -> pods.put(view.name(), view));
        confirmMissing(world, topology, pods);
        return pods;
    }

    /** From now on a refused create of a host that has a pod is in the past. */
    void follow(String uid, Collection<HostView> pods) {
        for (var pod : pods) {
            if (pod.serves()) {
                refusedHosts.served(uid, pod.name());
            } else {
                refusedHosts.created(uid, pod.name());
            }
        }
    }

    /** Refused creates of hosts without a pod, at the incarnation of the record. */
    HostRefusals refused(String uid, @Nullable WorldTopology topology, Set<String> pods) {
        var refused = new HashMap<String, String>();
        if (topology != null) {
            for (var host : topology.getSpec().hosts()) {
                if (!pods.contains(host.name())) {
                    refusedHosts
                            .message(uid, host.name(), host.incarnation())
                            .ifPresent(message -> refused.put(host.name(), message));
                }
            }
        }
        return new HostRefusals(refused, refusedHosts.waiting(uid));
    }

    /** Hash of an up-to-date pod template. */
    String templateHash(WorldSpec world) {
        return template.hash(world);
    }

    private void confirmMissing(WorldSpec world, @Nullable WorldTopology topology, Map<String, HostView> pods) {
        if (topology == null) {
            return;
        }
        for (var host : topology.getSpec().hosts()) {
            if (!pods.containsKey(host.name())) {
                hostPods.find(world.getMetadata().getNamespace(), host.name())
                        .filter(pod -> Ownership.isHostOf(pod, world))
                        .ifPresent(pod -> pods.put(host.name(), HostPodReader.read(pod)));
            }
        }
    }
}
