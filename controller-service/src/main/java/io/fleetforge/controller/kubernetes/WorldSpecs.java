package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fleetforge.contracts.crd.WorldSpec;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads all WorldSpecs from the API server, past any cache. */
@Singleton
public final class WorldSpecs {

    private final KubernetesClient client;

    WorldSpecs(@LeaderGated KubernetesClient client) {
        this.client = client;
    }

    /**
     * Those of all namespaces.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server did not answer
     */
    public List<WorldSpec> all() {
        return client.resources(WorldSpec.class).inAnyNamespace().list().getItems();
    }
}
