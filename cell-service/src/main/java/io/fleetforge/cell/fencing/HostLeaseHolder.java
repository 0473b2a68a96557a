package io.fleetforge.cell.fencing;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fleetforge.cell.CellConfig;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.message.WorldRef;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Makes the renewer of the Lease, with a client of its own: short timeouts, no retries, nothing else on it. */
@Singleton
public class HostLeaseHolder {

    private static final int TIMEOUT_MS = 2000;

    private final Optional<LeaseRenewer> renewer;

    HostLeaseHolder(CellConfig config, HostIdentity identity, Fence fence, Clock clock) {
        this.renewer = config.fencing()
                ? Optional.of(new LeaseRenewer(client(), identity, owner(identity.world()), fence, clock))
                : Optional.empty();
    }

    /** Empty where no Lease guards the host. */
    public Optional<LeaseRenewer> renewer() {
        return renewer;
    }

    private static KubernetesClient client() {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withRequestRetryBackoffLimit(0)
                        .withRequestTimeout(TIMEOUT_MS)
                        .withConnectionTimeout(TIMEOUT_MS)
                        .build())
                .build();
    }

    private static OwnerReference owner(WorldRef world) {
        var kind = new WorldSpec();
        return new OwnerReferenceBuilder()
                .withApiVersion(kind.getApiVersion())
                .withKind(kind.getKind())
                .withName(world.name())
                .withUid(world.uid())
                .build();
    }
}
