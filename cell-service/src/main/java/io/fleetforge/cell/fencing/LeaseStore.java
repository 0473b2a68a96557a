package io.fleetforge.cell.fencing;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import org.jspecify.annotations.Nullable;

/**
 * Where the Lease of this host is kept. Every method throws {@link io.fabric8.kubernetes.client.KubernetesClientException} when it is
 * not done; with 409 when somebody else wrote since.
 */
public interface LeaseStore {

    @Nullable
    Lease find();

    /** Gives what is stored. */
    Lease create(Lease lease);

    /** Compares resource versions; gives what is stored. */
    Lease update(Lease lease);
}
