package io.fleetforge.controller.world;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.controller.operation.ForcedOperation;

/** Takes requests for forced operations off their world when they were answered. */
final class ForcedRequests {

    private final KubernetesClient client;

    ForcedRequests(KubernetesClient client) {
        this.client = client;
    }

    /**
     * @throws io.fabric8.kubernetes.client.KubernetesClientException 409 when the world changed since it was read: another
     *     request may stand there now, so it is read again first
     */
    void answered(WorldSpec world, ForcedOperation operation) {
        var metadata = world.getMetadata();
        client.resources(WorldSpec.class)
                .inNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"metadata":{"uid":"%s","resourceVersion":"%s","annotations":{"%s":null}}}
                        """.formatted(
                                metadata.getUid(), metadata.getResourceVersion(), operation.annotation()));
    }
}
