package io.fleetforge.controller.fencing;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.Optional;

/** Where the present Leases of hosts are read. */
public interface LeaseReader {

    /** @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server does not answer */
    Optional<Lease> find(String namespace, String host);
}
