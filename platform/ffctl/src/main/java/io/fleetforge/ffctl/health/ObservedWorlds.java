package io.fleetforge.ffctl.health;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;

/** The worlds and what runs them. */
public record ObservedWorlds(
        Observed<WorldSpec> worlds,
        Observed<WorldTopology> topologies,
        Observed<Pod> hosts,
        Observed<ObservedLease> leases) {}
