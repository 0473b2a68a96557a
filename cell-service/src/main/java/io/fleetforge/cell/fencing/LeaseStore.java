package io.fleetforge.cell.fencing;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import org.jspecify.annotations.Nullable;

/**
 * Storage of this host's Lease. Every method throws {@link io.fabric8.kubernetes.client.KubernetesClientException} on failure;
 * with 409 when another writer changed the Lease since it was read.
 */
public interface LeaseStore {

    @Nullable
    Lease find();

    /** Returns the stored Lease. */
    Lease create(Lease lease);

    /** Compares resource versions; returns the stored Lease. */
    Lease update(Lease lease);
}
