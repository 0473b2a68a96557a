package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.controller.fencing.FencingVerdict;
import io.fleetforge.controller.fencing.HostFailureDetector;
import io.fleetforge.controller.reports.CellStatusCache;
import io.fleetforge.controller.reports.ReportedHosts;
import io.fleetforge.controller.topology.HostReports;
import io.fleetforge.controller.topology.HostTransition.Hosts;
import io.fleetforge.controller.topology.WorldDemand;
import io.fleetforge.controller.wakeup.WorldWakeups;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the input of a reconcile: caches first, and the API server itself for a host pod that a cache misses, since a lost host
 * costs an epoch. Children count only when the owner's UID is this world's.
 */
@Singleton
final class WorldObserver {

    private final TopologyObserver topologies;
    private final HostObserver hosts;
    private final LoadObserver loads;
    private final CellStatusCache statusCache;
    private final HostFailureDetector failureDetector;
    private final WorldWakeups wakeups;

    WorldObserver(
            TopologyObserver topologies,
            HostObserver hosts,
            LoadObserver loads,
            CellStatusCache statusCache,
            HostFailureDetector failureDetector,
            WorldWakeups wakeups) {
        this.topologies = topologies;
        this.hosts = hosts;
        this.loads = loads;
        this.statusCache = statusCache;
        this.failureDetector = failureDetector;
        this.wakeups = wakeups;
    }

    /** The events that trigger a reconcile beside those of the WorldSpec: host pods, topologies, disruption budgets, reports of hosts. */
    List<EventSource<?, WorldSpec>> eventSources(EventSourceContext<WorldSpec> context) {
        var pods = InformerEventSourceConfiguration.from(Pod.class, WorldSpec.class)
                .withLabelSelector(Labels.COMPONENT + "=" + Labels.COMPONENT_CELL_HOST)
                .build();
        var topologies = InformerEventSourceConfiguration.from(WorldTopology.class, WorldSpec.class)
                .build();
        var budgets = InformerEventSourceConfiguration.from(PodDisruptionBudget.class, WorldSpec.class)
                .withLabelSelector(Labels.MANAGED_BY + "=" + Labels.MANAGED_BY_CONTROLLER)
                .withOnUpdateFilter((next, before) -> !Objects.equals(
                        next.getMetadata().getGeneration(), before.getMetadata().getGeneration()))
                .build();
        return List.of(
                new InformerEventSource<>(pods, context),
                new InformerEventSource<>(budgets, context),
                new InformerEventSource<>(topologies, context),
                wakeups.eventSource());
    }

    WorldObservation observe(WorldSpec world, Context<WorldSpec> context) {
        var uid = world.getMetadata().getUid();
        var demand = WorldDemand.of(world.getMetadata().getName(), world.getSpec());
        var found = topologies.find(world, demand, context);
        var topology = found.topology();
        var pods = hosts.pods(world, topology, context);
        var refused = hosts.refused(uid, topology);
        var fencing = topology == null
                ? FencingVerdict.CLEAR
                : failureDetector.detect(
                        WorldRefs.of(world),
                        topology.getSpec(),
                        pods,
                        refused.messages().keySet());
        var reports = topology == null
                ? new Hosts(Set.of(), Set.of(), Set.of())
                : HostReports.facts(
                        topology.getSpec(),
                        new ReportedHosts(
                                statusCache,
                                uid,
                                pods,
                                refused.messages().keySet(),
                                fencing.neverActed(),
                                fencing.maybeActive()));
        var observation = new WorldObservation(
                world,
                demand,
                topology,
                found.foreign(),
                pods,
                refused,
                hosts.templateHash(world),
                reports,
                fencing,
                loads.view(world, topology));
        follow(observation);
        return observation;
    }

    /** A host that is no longer ready has lost its process: its earlier report is void for the next reconcile. */
    private void follow(WorldObservation observed) {
        var uid = observed.world().getMetadata().getUid();
        var topology = observed.topologySpec();
        statusCache.follow(
                uid,
                topology == null
                        ? Set.of()
                        : topology.hosts().stream().map(Host::name).collect(Collectors.toUnmodifiableSet()));
        for (var pod : observed.pods().values()) {
            statusCache.podReady(uid, pod.name(), pod.serves());
        }
    }
}
