package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.controller.kubernetes.HostPodReader;
import io.fleetforge.controller.kubernetes.Ownership;
import io.fleetforge.controller.messaging.TopologyTopicAdapter;
import io.fleetforge.controller.reports.TopologyEcho;
import io.fleetforge.controller.topology.TopologyRebuild;
import io.fleetforge.controller.topology.WorldDemand;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Finds the WorldTopology of a world. A record that was deleted by hand, by a GitOps prune or by a restore tool is rebuilt: the
 * world continues with the cells that its hosts run. One without owner that is this world's is adopted with the next write.
 */
@Singleton
final class TopologyObserver {

    private final TopologyEcho echo;
    private final TopologyTopicAdapter topic;

    TopologyObserver(TopologyEcho echo, TopologyTopicAdapter topic) {
        this.echo = echo;
        this.topic = topic;
    }

    /**
     * @param topology null for a new world; without a resource version when it is rebuilt and has to be written
     * @param foreign whether no record can be written: an object of its name belongs to another owner
     */
    record Found(@Nullable WorldTopology topology, boolean foreign) {}

    Found find(WorldSpec world, WorldDemand demand, Context<WorldSpec> context) {
        var uid = world.getMetadata().getUid();
        var cached = context.getSecondaryResourcesAsStream(WorldTopology.class)
                .filter(candidate -> candidate.hasOwnerReferenceFor(uid))
                .findFirst();
        if (cached.isPresent()) {
            return new Found(cached.get(), false);
        }
        // The cache may be behind: whatever exists is never replaced.
        var stored = context.getClient()
                .resources(WorldTopology.class)
                .inNamespace(world.getMetadata().getNamespace())
                .withName(world.getMetadata().getName())
                .get();
        if (stored != null) {
            return Ownership.of(stored, world) == Ownership.FOREIGN ? new Found(null, true) : new Found(stored, false);
        }
        var published = echo.published(WorldRefs.of(world));
        var highest = highest(world, context);
        if (published.map(TopologyMessage::revision).orElse(0L) < highest) {
            // A world that is partitioned anew loses the hosts that the new record does not list.
            published = topic.last(WorldRefs.of(world));
        }
        return new Found(
                TopologyRebuild.base(demand, published, highest)
                        .map(base -> unwritten(world, base))
                        .orElse(null),
                false);
    }

    private static long highest(WorldSpec world, Context<WorldSpec> context) {
        var status = world.getStatus();
        var reported = status == null || status.topologyRevision() == null ? 0 : status.topologyRevision();
        return context.getSecondaryResourcesAsStream(Pod.class)
                .filter(pod -> Ownership.isHostOf(pod, world))
                .mapToLong(pod -> HostPodReader.read(pod).incarnation())
                .reduce(reported, Math::max);
    }

    private static WorldTopology unwritten(WorldSpec world, WorldTopologySpec base) {
        var topology = new WorldTopology();
        topology.setMetadata(new ObjectMetaBuilder()
                .withNamespace(world.getMetadata().getNamespace())
                .withName(world.getMetadata().getName())
                .build());
        topology.setSpec(base);
        return topology;
    }
}
