package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.names.Labels;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * PodDisruptionBudget of a world: one host at a time may be evicted, since its cells have to move first. Written as minAvailable, as
 * the API server requires for owners without scale. Owned by the world. A world runs without it when it is refused. Thread-safe.
 */
@Singleton
public final class DisruptionBudgets {

    private static final Logger LOG = Logger.getLogger(DisruptionBudgets.class);
    private static final int AT_ONCE = 1;

    private final KubernetesClient client;
    /** UIDs of worlds whose budget's name belongs to another owner. */
    private final Set<String> foreign = ConcurrentHashMap.newKeySet();

    public DisruptionBudgets(@LeaderGated KubernetesClient client) {
        this.client = client;
    }

    /**
     * Brings the budget to so many hosts; writes on difference only.
     *
     * @param present the budget of the world's name as observed; empty when there is none, or the cache does not have it yet. One
     *     that lost its owner is adopted, one of another owner stays as it is
     */
    public void require(WorldSpec world, int hosts, Optional<PodDisruptionBudget> present) {
        var desired = render(world, Math.max(0, hosts - AT_ONCE));
        try {
            if (present.isEmpty()) {
                create(world, desired);
            } else {
                update(world, desired, present.get());
            }
        } catch (KubernetesClientException e) {
            LOG.warnf(
                    "disruption budget of %s/%s was not written, trying again at the next reconcile: %s",
                    world.getMetadata().getNamespace(), world.getMetadata().getName(), e.getMessage());
        }
    }

    private void update(WorldSpec world, PodDisruptionBudget desired, PodDisruptionBudget present) {
        var ownership = Ownership.of(present, world);
        var differs =
                !desired.getSpec().getMinAvailable().equals(present.getSpec().getMinAvailable());
        if (ownership == Ownership.ORPHANED || (ownership == Ownership.OWNED && differs)) {
            client.resource(new PodDisruptionBudgetBuilder(present) // labels of other writers stay
                            .editMetadata()
                            .addToLabels(desired.getMetadata().getLabels())
                            .withOwnerReferences(desired.getMetadata().getOwnerReferences())
                            .endMetadata()
                            .editSpec()
                            .withMinAvailable(desired.getSpec().getMinAvailable())
                            .withSelector(desired.getSpec().getSelector())
                            .endSpec()
                            .build())
                    .update();
        }
    }

    private void create(WorldSpec world, PodDisruptionBudget desired) {
        var uid = world.getMetadata().getUid();
        if (foreign.contains(uid)) {
            return;
        }
        try {
            client.resource(desired).create();
        } catch (KubernetesClientException e) {
            if (!Refusal.isExisting(e)) {
                throw e;
            }
            var existing = client.policy()
                    .v1()
                    .podDisruptionBudget()
                    .inNamespace(world.getMetadata().getNamespace())
                    .withName(world.getMetadata().getName())
                    .get();
            if (existing != null && Ownership.of(existing, world) == Ownership.FOREIGN) {
                foreign.add(uid);
                LOG.warnf(
                        "world %s/%s runs without a disruption budget: one of its name belongs to another owner",
                        world.getMetadata().getNamespace(), world.getMetadata().getName());
            }
        }
    }

    public void forgetWorld(String worldUid) {
        foreign.remove(worldUid);
    }

    private static PodDisruptionBudget render(WorldSpec world, int existing) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(WorldOwned.metadata(world, world.getMetadata().getName()))
                .withNewSpec()
                .withMinAvailable(new IntOrString(existing))
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .withNewSelector()
                .addToMatchLabels(Labels.WORLD_UID, world.getMetadata().getUid())
                .endSelector()
                .endSpec()
                .build();
    }
}
