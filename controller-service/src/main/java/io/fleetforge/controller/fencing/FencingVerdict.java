package io.fleetforge.controller.fencing;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.controller.hosts.HostView;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Result of the failure detection for the hosts of a world.
 *
 * @param maybeActive hosts without a pod whose last process may still be active: their cells must not be reassigned yet
 * @param fenced hosts with a pod whose process is inactive for certain, although its end was not observed
 * @param neverActed hosts whose present process never held the Lease
 * @param preempted Leases to preempt before the hosts' incarnations rise, by host
 * @param again time until the next check; empty when nothing is pending
 */
public record FencingVerdict(
        Set<String> maybeActive,
        Set<String> fenced,
        Set<String> neverActed,
        Map<String, Lease> preempted,
        Optional<Duration> again) {

    public static final FencingVerdict CLEAR =
            new FencingVerdict(Set.of(), Set.of(), Set.of(), Map.of(), Optional.empty());

    public FencingVerdict {
        maybeActive = Set.copyOf(maybeActive);
        fenced = Set.copyOf(fenced);
        neverActed = Set.copyOf(neverActed);
        preempted = Map.copyOf(preempted);
    }

    /**
     * Hosts of {@code topology} that have no pod although one may have existed: reassigning their cells needs a higher epoch.
     *
     * @param pods existing host pods by name
     * @param neverCreated hosts whose create the API server refused, so that no pod can have run
     */
    public Set<String> lost(WorldTopologySpec topology, Map<String, HostView> pods, Set<String> neverCreated) {
        var lost = new HashSet<>(fenced);
        for (var host : topology.hosts()) {
            if (!pods.containsKey(host.name())
                    && !neverCreated.contains(host.name())
                    && !maybeActive.contains(host.name())) {
                lost.add(host.name());
            }
        }
        return lost;
    }

    /**
     * Leases to preempt before {@code next} is written: those of hosts that return at a later incarnation, or not at all.
     */
    public List<Lease> toPreempt(WorldTopologySpec current, WorldTopologySpec next) {
        return preempted.entrySet().stream()
                .filter(entry -> !next.host(entry.getKey()).equals(current.host(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }
}
