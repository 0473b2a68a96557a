package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.fencing.LeaseRenewer;
import io.fleetforge.cell.fencing.LeaseRenewerFactory;
import io.fleetforge.cell.ownership.SessionRecords;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.runtime.messaging.FencedProducer;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Steps of the shutdown in the order that loses no session. */
@Singleton
class ShutdownSequence {

    private static final Logger LOG = Logger.getLogger(ShutdownSequence.class);

    private final CellHost host;
    private final PeriodicPublishers periodic;
    private final InboundAdapters inbound;
    private final SessionRecords sessions;
    private final FencedProducer producer;
    private final Optional<LeaseRenewer> lease;

    ShutdownSequence(
            CellHost host,
            PeriodicPublishers periodic,
            InboundAdapters inbound,
            SessionRecords sessions,
            FencedProducer producer,
            LeaseRenewerFactory leases) {
        this.host = host;
        this.periodic = periodic;
        this.inbound = inbound;
        this.sessions = sessions;
        this.producer = producer;
        this.lease = leases.renewer();
    }

    /** Does nothing when the host stops already. */
    void run() {
        if (host.stopping()) {
            return;
        }
        periodic.close();
        inbound.close();
        host.stop(CorrelationId.random());
        var flushed = sessions.close();
        producer.close(flushed);
        if (flushed) {
            lease.ifPresent(LeaseRenewer::close); // last: a replacement that finds the Lease released waits for nothing
        } else {
            LOG.warn("the Lease is kept until it expires: records of this host may still arrive");
            lease.ifPresent(LeaseRenewer::abandon);
        }
    }
}
