package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.controller.topology.WorldDemand;
import io.fleetforge.controller.wakeup.WorldWakeups;
import io.fleetforge.runtime.topics.TopicMonitor;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the input of a reconcile: caches first, and the API server itself for a host pod that a cache misses, since a lost host
 * costs an epoch. Children count only when owner or labels have this world's UID.
 */
@Singleton
final class WorldObserver {

    private final ChildObserver children;
    private final TopologyObserver topologies;
    private final HostObserver hosts;
    private final LoadObserver loads;
    private final HostHealth health;
    private final WorldWakeups wakeups;
    private final TopicMonitor topics;
    private final Exposure exposure;

    WorldObserver(
            ChildObserver children,
            TopologyObserver topologies,
            HostObserver hosts,
            LoadObserver loads,
            HostHealth health,
            WorldWakeups wakeups,
            TopicMonitor topics,
            Exposure exposure) {
        this.children = children;
        this.topologies = topologies;
        this.hosts = hosts;
        this.loads = loads;
        this.health = health;
        this.wakeups = wakeups;
        this.topics = topics;
        this.exposure = exposure;
    }

    /** The events that trigger a reconcile beside those of the WorldSpec: host pods, topologies, disruption budgets, Services, reports of hosts. */
    List<EventSource<?, WorldSpec>> eventSources(EventSourceContext<WorldSpec> context) {
        return Stream.concat(children.eventSources(context).stream(), Stream.of(wakeups.eventSource()))
                .toList();
    }

    WorldObservation observe(WorldSpec world, Context<WorldSpec> context) {
        var uid = world.getMetadata().getUid();
        var demand = WorldDemand.of(world.getMetadata().getName(), world.getSpec());
        var found = topologies.find(world, demand, context);
        var topology = found.topology();
        var pods = hosts.pods(world, topology, context);
        var refused = hosts.refused(uid, topology, pods.keySet());
        var fencing = health.fencing(world, topology, pods, refused);
        var reports = health.reports(world, topology, pods, refused, fencing);
        return new WorldObservation(
                world,
                demand,
                topology,
                children.foreign(world, found.foreign(), topology, context),
                pods,
                refused,
                hosts.templateHash(world),
                reports,
                fencing,
                loads.view(world, topology),
                topics.state().differences(),
                exposure.observe(world, context));
    }

    /** Remembers what later reconciles compare with; to be called after each {@link #observe}, which changes nothing. */
    void follow(WorldObservation observed) {
        health.follow(observed);
        hosts.follow(observed.world().getMetadata().getUid(), observed.pods().values());
        loads.follow(observed.world(), observed.topology());
    }
}
