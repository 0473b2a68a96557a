package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.contracts.crd.WorldSpec;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Writes on host pods. Create uses the deterministic name, so a race ends in 409 and never in a twin; delete names the UID,
 * so it can never hit a successor of the same name.
 */
@Singleton
public final class HostPods {

    private final KubernetesClient client;

    public HostPods(@LeaderGated KubernetesClient client) {
        this.client = client;
    }

    /** The pod by name from the API server, past any cache. */
    public Optional<Pod> find(String namespace, String name) {
        return Optional.ofNullable(
                client.pods().inNamespace(namespace).withName(name).get());
    }

    /** What became of a create. */
    public sealed interface Creation {
        record Created(Pod pod) implements Creation {}

        /** The API server refused; nothing runs. The message is the server's. */
        record Refused(String message) implements Creation {}
    }

    /**
     * Creates the pod of {@code world}; an unreachable API server is an exception, a refusal (quota, Pod Security, a pod of another owner under that
     * name) is a value. An existing pod of this world is no refusal: an answer was lost, the pod may run.
     *
     * @param create performs the write, so that the caller's cache is updated
     */
    public Creation create(WorldSpec world, Pod pod, UnaryOperator<Pod> create) {
        try {
            return new Creation.Created(create.apply(pod));
        } catch (KubernetesClientException e) {
            if (Refusal.isExisting(e)) {
                return existing(world, pod, e);
            }
            Refusal.require(e);
            return new Creation.Refused(Refusal.message(e));
        }
    }

    private Creation existing(WorldSpec world, Pod desired, KubernetesClientException conflict) {
        var metadata = desired.getMetadata();
        var present = find(metadata.getNamespace(), metadata.getName()).orElseThrow(() -> conflict);
        return Ownership.isHostOf(present, world)
                ? new Creation.Created(present)
                : new Creation.Refused(Refusal.message(conflict));
    }

    /**
     * Deletes the pod with {@code uid}; done when it is gone already or another pod has the name.
     *
     * @param force not gracefully but at once, also when no kubelet answers
     */
    public void delete(String namespace, String name, String uid, boolean force) {
        DeletionByUid.delete(
                client, "/api/v1/namespaces/" + namespace + "/pods/" + name, uid, force ? Long.valueOf(0) : null);
    }
}
