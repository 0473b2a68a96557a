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
 * @param mayAct hosts without a pod whose last process may still act, somewhere out of sight: nobody may take their cells yet
 * @param cutOff hosts with a pod whose process acts no more, although nobody saw it end
 * @param neverActed hosts whose present process never held the Lease: nobody was ever here
 * @param taken Leases that must be taken before the hosts' incarnations rise, by host
 * @param again after which time to look again; empty when nothing is waited for
 */
public record FencingVerdict(
        Set<String> mayAct,
        Set<String> cutOff,
        Set<String> neverActed,
        Map<String, Lease> taken,
        Optional<Duration> again) {

    public static final FencingVerdict CLEAR =
            new FencingVerdict(Set.of(), Set.of(), Set.of(), Map.of(), Optional.empty());

    public FencingVerdict {
        mayAct = Set.copyOf(mayAct);
        cutOff = Set.copyOf(cutOff);
        neverActed = Set.copyOf(neverActed);
        taken = Map.copyOf(taken);
    }

    /** Leases to take before {@code next} is written: those of hosts that come back at a later incarnation, or not at all. */
    public List<Lease> toTake(WorldTopologySpec current, WorldTopologySpec next) {
        return taken.entrySet().stream()
                .filter(entry -> !next.host(entry.getKey()).equals(current.host(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }
}
