package io.fleetforge.simulation;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fleetforge.contracts.lease.HostLease;
import io.fleetforge.controller.fencing.LeaseReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Leases of hosts, as the API server keeps them: written by compare-and-set. */
final class SimLeases implements LeaseReader {

    private final Map<String, Lease> leases = new HashMap<>();
    private long versions;

    @Override
    public Optional<Lease> find(String namespace, String host) {
        return Optional.ofNullable(leases.get(host));
    }

    /** The stored Lease, or null when it was changed since it was read. */
    @Nullable
    Lease write(Lease lease) {
        var name = lease.getMetadata().getName();
        var present = leases.get(name);
        var version = present == null ? null : present.getMetadata().getResourceVersion();
        if (!Objects.equals(version, lease.getMetadata().getResourceVersion())) {
            return null;
        }
        versions++;
        var stored = new LeaseBuilder(lease)
                .editMetadata()
                .withResourceVersion(Long.toString(versions))
                .endMetadata()
                .build();
        leases.put(name, stored);
        return stored;
    }

    /** The garbage collector removes the Leases of a deleted world. */
    void collect(String worldUid) {
        leases.values().removeIf(lease -> HostLease.isOf(lease, worldUid));
    }
}
