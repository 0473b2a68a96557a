package io.fleetforge.simulation;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.message.HostTelemetry;
import io.fleetforge.controller.fencing.FencingVerdict;
import io.fleetforge.controller.fencing.HeartbeatTracker;
import io.fleetforge.controller.fencing.HostFailureDetector;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.operation.ManualOperation;
import io.fleetforge.controller.plan.PlanInput;
import io.fleetforge.controller.plan.PlanInput.CurrentTopology;
import io.fleetforge.controller.plan.PlanInput.HostStates;
import io.fleetforge.controller.plan.PlanInput.OperationRequest;
import io.fleetforge.controller.reports.CellStatusCache;
import io.fleetforge.controller.reports.ReportedHosts;
import io.fleetforge.controller.topology.HostReports;
import io.fleetforge.controller.topology.HostTransition;
import io.fleetforge.controller.topology.OperationValidation.OperationLimits;
import io.fleetforge.controller.topology.WorldDemand;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a controller process knows of the hosts, from their reports and Leases, and the observation that it plans from. */
final class SimObserver {

    private static final int MAX_CELLS = 8;
    static final int MIN_CELL_SIZE = 50;

    private final Sim sim;
    private final CellStatusCache statusCache = new CellStatusCache();
    private final HeartbeatTracker heartbeats;

    SimObserver(Sim sim) {
        this.sim = sim;
        this.heartbeats = new HeartbeatTracker(() -> sim.time().nowMs() * 1_000_000);
    }

    void sampled(HostTelemetry sample) {
        heartbeats.sampled(sample.world().uid(), sample.host(), sample.incarnation());
        statusCache.accept(sample);
    }

    /** Forgets a deleted world. */
    void forget(String uid) {
        heartbeats.forgetWorld(uid);
        statusCache.forgetWorld(uid);
    }

    /**
     * Observes the world.
     *
     * @param topology the record, or what it is rebuilt from; null for a new world
     * @param stored whether the record exists
     */
    Observation observe(
            WorldDemand demand,
            @Nullable WorldTopologySpec topology,
            boolean stored,
            Map<String, HostView> pods,
            SimSpec spec) {
        var fencing = fencing(topology, pods);
        var hosts = new HostStates(
                pods,
                hosts(topology, pods, fencing),
                topology == null ? Set.of() : fencing.lost(topology, pods, neverCreated(topology, pods)),
                fencing.maybeActive(),
                Set.of(),
                spec.template());
        var limits = new OperationLimits(1, MAX_CELLS, MIN_CELL_SIZE, demand.cellsPerHost());
        note(topology, pods);
        return new Observation(
                new PlanInput(
                        demand,
                        Optional.ofNullable(topology).map(record -> new CurrentTopology(record, !stored)),
                        Optional.empty(),
                        hosts,
                        Optional.empty(),
                        spec.operation().map(operation -> new OperationRequest(operation, limits)),
                        Optional.empty()),
                fencing);
    }

    /**
     * What one reconcile observes.
     *
     * @param input of its plan
     */
    record Observation(PlanInput input, FencingVerdict fencing) {}

    /**
     * What an operator has asked for beside the partition.
     *
     * @param template of host pods
     */
    record SimSpec(String template, Optional<ManualOperation> operation) {}

    FencingVerdict fencing(@Nullable WorldTopologySpec topology, Map<String, HostView> pods) {
        return topology == null || sim.is(Mutant.REPLACE_AT_ONCE)
                ? FencingVerdict.CLEAR
                : new HostFailureDetector(heartbeats, sim.leases()).detect(sim.world(), topology, pods, Set.of());
    }

    /** A mutant never believes that a pod existed. */
    private Set<String> neverCreated(WorldTopologySpec topology, Map<String, HostView> pods) {
        return sim.is(Mutant.KEEP_INCARNATION)
                ? topology.hosts().stream()
                        .map(Host::name)
                        .filter(host -> !pods.containsKey(host))
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    private void note(@Nullable WorldTopologySpec topology, Map<String, HostView> pods) {
        statusCache.follow(
                sim.world().uid(),
                topology == null
                        ? Set.of()
                        : topology.hosts().stream().map(Host::name).collect(Collectors.toUnmodifiableSet()));
        pods.values().forEach(pod -> statusCache.podReady(sim.world().uid(), pod.name(), pod.serves()));
    }

    private HostTransition.Hosts hosts(
            @Nullable WorldTopologySpec topology, Map<String, HostView> pods, FencingVerdict fencing) {
        if (topology == null) {
            return new HostTransition.Hosts(Set.of(), Set.of(), Set.of());
        }
        var reported = new ReportedHosts(
                statusCache, sim.world().uid(), pods, Set.of(), fencing.neverActed(), fencing.maybeActive());
        var facts = HostReports.facts(
                topology, sim.is(Mutant.REPLACE_UNACKNOWLEDGED) ? new Acknowledged(reported) : reported);
        return sim.is(Mutant.LEAVE_AT_ONCE)
                ? new HostTransition.Hosts(facts.serving(), facts.acknowledged(), Set.of())
                : facts;
    }

    private record Acknowledged(HostReports reported) implements HostReports {

        @Override
        public boolean serves(Host host) {
            return reported.serves(host);
        }

        @Override
        public boolean hasAcknowledged(Host host, long revision) {
            return true;
        }

        @Override
        public boolean isVacant(Host host, long revision) {
            return reported.isVacant(host, revision);
        }
    }
}
