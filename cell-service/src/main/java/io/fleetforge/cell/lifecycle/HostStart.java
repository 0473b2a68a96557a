package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.fencing.LeaseRenewer;
import io.fleetforge.cell.fencing.LeaseRenewerFactory;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.warmup.Warmup;
import io.fleetforge.runtime.messaging.FencedProducer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Starts what a host reads, sends and renews. */
@Singleton
class HostStart {

    private final HostIdentity identity;
    private final FencedProducer producer;
    private final InboundAdapters inbound;
    private final PeriodicPublishers periodic;
    private final Optional<LeaseRenewer> lease;

    HostStart(
            HostIdentity identity,
            FencedProducer producer,
            InboundAdapters inbound,
            PeriodicPublishers periodic,
            LeaseRenewerFactory leases) {
        this.identity = identity;
        this.producer = producer;
        this.inbound = inbound;
        this.periodic = periodic;
        this.lease = leases.renewer();
    }

    void start(@Observes StartupEvent event) {
        producer.start();
        inbound.start();
        periodic.start();
        lease.ifPresent(LeaseRenewer::start);
        new Warmup(identity).start();
    }
}
