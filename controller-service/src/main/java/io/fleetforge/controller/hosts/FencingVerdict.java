package io.fleetforge.controller.hosts;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of processes that do not show themselves.
 *
 * @param maybeActive hosts without a pod whose last process may still act, somewhere out of sight: nobody may take their cells yet
 * @param fenced hosts with a pod whose process acts no more, although nobody saw it end
 * @param neverActed hosts whose present process never held the Lease: nobody was ever here
 * @param preempted Leases that must be taken before the hosts' incarnations rise, by host
 * @param again after which time to look again; empty when nothing is waited for
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

    /** Leases to take before {@code next} is written: those of hosts that come back at a later incarnation, or not at all. */
    public List<Lease> toPreempt(WorldTopologySpec current, WorldTopologySpec next) {
        return preempted.entrySet().stream()
                .filter(entry -> !next.host(entry.getKey()).equals(current.host(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }
}
