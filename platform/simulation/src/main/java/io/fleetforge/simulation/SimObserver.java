package io.fleetforge.simulation;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldSpecSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.message.HostTelemetry;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.controller.fencing.FencingVerdict;
import io.fleetforge.controller.fencing.HeartbeatTracker;
import io.fleetforge.controller.fencing.HostFailureDetector;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.operation.ManualOperation;
import io.fleetforge.controller.reports.CellStatusCache;
import io.fleetforge.controller.reports.ReportedHosts;
import io.fleetforge.controller.topology.HostReports;
import io.fleetforge.controller.topology.HostTransition;
import io.fleetforge.controller.topology.WorldDemand;
import io.fleetforge.controller.world.ForeignChildren;
import io.fleetforge.controller.world.HostRefusals;
import io.fleetforge.controller.world.WorldObservation;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a controller process knows of the hosts, from their reports and Leases, and the observation that it plans from. */
final class SimObserver {

    static final int MAX_CELLS = 8;
    static final int MIN_CELL_SIZE = 50;
    private static final int MOST_PER_HOST = 3;
    private static final Map<Integer, WorldSpecSpec> SPECS = IntStream.rangeClosed(1, MOST_PER_HOST)
            .boxed()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), SimObserver::spec));

    private final Sim sim;
    private final CellStatusCache statusCache = new CellStatusCache();
    private final HeartbeatTracker heartbeats;

    SimObserver(Sim sim) {
        this.sim = sim;
        this.heartbeats = new HeartbeatTracker(() -> sim.time().nowMs() * 1_000_000);
    }

    private static WorldSpecSpec spec(int cellsPerHost) {
        return Serialization.unmarshal(
                String.format(Locale.ROOT, """
                topology:
                  initialCells: 4
                  minCellSize: %d
                  worldBoundaries: {xMin: 0, xMax: 1000, yMin: 0, yMax: 1000}
                capacity: {maxPlayersPerCell: 1000, cellsPerHost: %d}
                scaling: {minCells: 1, maxCells: %d}
                """, MIN_CELL_SIZE, cellsPerHost, MAX_CELLS), WorldSpecSpec.class);
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
    WorldObservation observe(
            WorldDemand demand,
            @Nullable WorldTopologySpec topology,
            boolean stored,
            Map<String, HostView> pods,
            SimSpec spec) {
        var fencing = fencing(topology, pods);
        var observation = new WorldObservation(
                world(demand, spec.operation()),
                demand,
                topology == null ? null : record(topology, stored),
                ForeignChildren.none(sim.world().namespace()),
                pods,
                refusals(topology, pods),
                spec.template(),
                hosts(topology, pods, fencing),
                fencing,
                Optional.empty(),
                List.of());
        note(topology, pods);
        return observation;
    }

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

    private WorldSpec world(WorldDemand demand, Optional<ManualOperation> operation) {
        var world = new WorldSpec();
        world.setMetadata(new ObjectMetaBuilder()
                .withNamespace(sim.world().namespace())
                .withName(sim.world().name())
                .withUid(sim.world().uid())
                .withAnnotations(operation.map(SimObserver::annotations).orElse(Map.of()))
                .build());
        world.setSpec(SPECS.get(demand.cellsPerHost()));
        return world;
    }

    private static Map<String, String> annotations(ManualOperation operation) {
        return switch (operation) {
            case ManualOperation.Split(var cell) -> Map.of(Labels.FORCE_SPLIT, cell);
            case ManualOperation.Merge(var cells) -> Map.of(Labels.FORCE_MERGE, String.join(",", cells));
            case ManualOperation.Move(var cell, var host) -> Map.of(Labels.FORCE_MOVE, cell + "=" + host);
        };
    }

    private static WorldTopology record(WorldTopologySpec spec, boolean stored) {
        var record = new WorldTopology();
        record.setMetadata(new ObjectMetaBuilder()
                .withResourceVersion(stored ? Long.toString(spec.revision()) : null)
                .build());
        record.setSpec(spec);
        return record;
    }

    /** A mutant never believes that a pod existed. */
    private HostRefusals refusals(@Nullable WorldTopologySpec topology, Map<String, HostView> pods) {
        if (topology == null || !sim.is(Mutant.KEEP_INCARNATION)) {
            return HostRefusals.NONE;
        }
        var missing = new HashMap<String, String>();
        topology.hosts().stream()
                .map(Host::name)
                .filter(host -> !pods.containsKey(host))
                .forEach(host -> missing.put(host, "never created"));
        return new HostRefusals(missing, Set.of());
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
