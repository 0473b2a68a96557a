package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fleetforge.contracts.lease.HostLease;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.controller.fencing.LeaseReader;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads the Leases of hosts from the API server, past any cache, and preempts them. */
@Singleton
public final class HostLeases implements LeaseReader {

    private final KubernetesClient client;
    private final Clock clock;

    public HostLeases(@LeaderGated KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Optional<Lease> find(String namespace, String host) {
        return Optional.ofNullable(
                client.leases().inNamespace(namespace).withName(host).get());
    }

    /**
     * Preempts the Lease for the host's next incarnation: its old process cannot renew it any longer, nor take it.
     *
     * @param read as the decision was made on, {@link HostLease#absent} when there was none; the compare-and-set fails when it was
     *     written since
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when it was not preempted
     */
    public void preempt(WorldRef world, Lease read, long incarnation) {
        var preempted = client.resource(HostLease.preempted(
                read, HostLease.owner(world), incarnation, clock.instant().atZone(ZoneOffset.UTC)));
        if (read.getMetadata().getResourceVersion() == null) {
            preempted.create();
        } else {
            preempted.update();
        }
    }
}
