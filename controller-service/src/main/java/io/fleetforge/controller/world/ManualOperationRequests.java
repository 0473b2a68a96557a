package io.fleetforge.controller.world;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.controller.kubernetes.LeaderGated;
import io.fleetforge.controller.operation.ManualOperation;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import org.jboss.logging.Logger;

/** Removes answered requests for manual operations from their world. */
@Singleton
final class ManualOperationRequests {

    private static final Logger LOG = Logger.getLogger(ManualOperationRequests.class);

    private final KubernetesClient client;

    ManualOperationRequests(@LeaderGated KubernetesClient client) {
        this.client = client;
    }

    /**
     * False when the request could not be removed, for example because the world changed since it was read: it may hold another request
     * by now, so it is read again first.
     */
    boolean answered(WorldSpec world, ManualOperation operation) {
        var metadata = world.getMetadata();
        var patch = """
                {"metadata":{"uid":"%s","resourceVersion":"%s","annotations":{"%s":null}}}
                """.formatted(metadata.getUid(), metadata.getResourceVersion(), operation.annotation());
        try {
            client.resources(WorldSpec.class)
                    .inNamespace(metadata.getNamespace())
                    .withName(metadata.getName())
                    .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                LOG.warnf(
                        "%s could not be removed from %s: %s",
                        operation.annotation(), metadata.getName(), e.getMessage());
            }
            return false;
        }
    }
}
