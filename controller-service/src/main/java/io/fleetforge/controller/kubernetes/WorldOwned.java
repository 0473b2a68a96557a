package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.names.Labels;
import java.util.Map;

/** Metadata of an object that exists once per world and is owned by it. */
final class WorldOwned {

    private WorldOwned() {}

    /** What every object of a world has. */
    static Map<String, String> labels(WorldSpec world) {
        return Map.of(
                Labels.MANAGED_BY, Labels.MANAGED_BY_CONTROLLER,
                Labels.WORLD, world.getMetadata().getName(),
                Labels.WORLD_UID, world.getMetadata().getUid());
    }

    static ObjectMeta metadata(WorldSpec world, String name) {
        return new ObjectMetaBuilder()
                .withNamespace(world.getMetadata().getNamespace())
                .withName(name)
                .withLabels(labels(world))
                .withOwnerReferences(TopologyStore.owner(world))
                .build();
    }
}
