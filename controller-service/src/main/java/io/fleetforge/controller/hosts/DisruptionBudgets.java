package io.fleetforge.controller.hosts;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.controller.topology.TopologyStore;
import java.util.Map;

/** How many hosts of a world may be evicted at once: one, since its cells have to be moved first. Owned by the world, and goes with it. */
final class DisruptionBudgets {

    private static final int AT_ONCE = 1;

    private DisruptionBudgets() {}

    static PodDisruptionBudget render(WorldSpec world) {
        return new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withNamespace(world.getMetadata().getNamespace())
                .withName(world.getMetadata().getName())
                .withLabels(Map.of(
                        Labels.MANAGED_BY, Labels.MANAGED_BY_CONTROLLER,
                        Labels.WORLD, world.getMetadata().getName(),
                        Labels.WORLD_UID, world.getMetadata().getUid()))
                .withOwnerReferences(TopologyStore.owner(world))
                .endMetadata()
                .withNewSpec()
                .withNewMaxUnavailable(AT_ONCE)
                .withNewSelector()
                .addToMatchLabels(Labels.WORLD_UID, world.getMetadata().getUid())
                .endSelector()
                .endSpec()
                .build();
    }
}
