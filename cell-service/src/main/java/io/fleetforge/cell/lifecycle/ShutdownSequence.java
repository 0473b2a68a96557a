package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.fencing.LeaseRenewer;
import io.fleetforge.cell.fencing.LeaseRenewerFactory;
import io.fleetforge.cell.ownership.SessionRecords;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.runtime.messaging.FencedProducer;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Steps of the shutdown in the order that loses no session. */
@Singleton
class ShutdownSequence {

    private final SessionRecords sessions;
    private final FencedProducer producer;
    private final ShutdownSteps steps;

    ShutdownSequence(
            CellHost host,
            PeriodicPublishers periodic,
            InboundAdapters inbound,
            SessionRecords sessions,
            FencedProducer producer,
            LeaseRenewerFactory leases) {
        this.sessions = sessions;
        this.producer = producer;
        this.steps = new ShutdownSteps(
                host,
                () -> {
                    periodic.close();
                    inbound.close();
                },
                new Renewed(leases.renewer()));
    }

    private record Renewed(Optional<LeaseRenewer> renewer) implements ShutdownSteps.LeaseAtShutdown {

        @Override
        public void release() {
            renewer.ifPresent(LeaseRenewer::close);
        }

        @Override
        public void keep() {
            renewer.ifPresent(LeaseRenewer::abandon);
        }
    }

    /** Does nothing when the host stops already. */
    void run() {
        if (steps.begin(CorrelationId.random())) {
            var flushed = sessions.close();
            producer.close(flushed);
            steps.end(flushed);
        }
    }
}
