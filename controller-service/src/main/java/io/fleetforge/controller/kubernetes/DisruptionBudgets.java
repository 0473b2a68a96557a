package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.names.Labels;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.Map;
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
    /** Hosts to keep by world UID, as last found or written. */
    private final Map<String, Integer> known = new ConcurrentHashMap<>();

    public DisruptionBudgets(@LeaderGated KubernetesClient client) {
        this.client = client;
    }

    /** Brings the budget to so many hosts; reads once per process and world, writes on difference only. */
    public void require(WorldSpec world, int hosts) {
        var uid = world.getMetadata().getUid();
        var existing = Math.max(0, hosts - AT_ONCE);
        if (Integer.valueOf(existing).equals(known.get(uid))) {
            return;
        }
        try {
            write(world, existing);
            known.put(uid, existing);
        } catch (KubernetesClientException e) {
            LOG.warnf(
                    "disruption budget of %s/%s was not written, trying again at the next reconcile: %s",
                    world.getMetadata().getNamespace(), world.getMetadata().getName(), e.getMessage());
        }
    }

    private void write(WorldSpec world, int existing) {
        var desired = render(world, existing);
        var present = client.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(world.getMetadata().getNamespace())
                .withName(world.getMetadata().getName())
                .get();
        if (present == null) {
            client.resource(desired).create();
        } else if (!present.hasOwnerReferenceFor(world.getMetadata().getUid())) {
            throw new KubernetesClientException(
                    "the name belongs to another object's budget", HttpURLConnection.HTTP_CONFLICT, null);
        } else if (!desired.getSpec().getMinAvailable().equals(present.getSpec().getMinAvailable())) {
            desired.getMetadata().setResourceVersion(present.getMetadata().getResourceVersion());
            client.resource(desired).update();
        }
    }

    public void forgetWorld(String worldUid) {
        known.remove(worldUid);
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
