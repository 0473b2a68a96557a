package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.contracts.correlation.CorrelationId;
import org.jboss.logging.Logger;

/**
 * The shutdown of a host in the order that loses no session: first nothing is published at intervals or received any longer, then the
 * cells end; when their records are acknowledged the Lease is released. Waits for nothing itself, so that the simulation runs it too.
 * For one thread.
 */
public final class ShutdownSteps {

    private static final Logger LOG = Logger.getLogger(ShutdownSteps.class);

    private final CellHost host;
    private final Runnable traffic;
    private final LeaseAtShutdown lease;

    /** The Lease of this host at its end. */
    public interface LeaseAtShutdown {

        /** A replacement that finds the Lease released waits for nothing. */
        void release();

        /** The Lease stays until it expires: records of this host may still arrive. */
        void keep();
    }

    /**
     * @param traffic ends what is published at intervals and what is received
     */
    public ShutdownSteps(CellHost host, Runnable traffic, LeaseAtShutdown lease) {
        this.host = host;
        this.traffic = traffic;
        this.lease = lease;
    }

    /** Ends the cells; false when the host stops already. Then the caller waits for the records in flight. */
    public boolean begin(CorrelationId correlation) {
        if (host.stopping()) {
            return false;
        }
        traffic.run();
        host.stop(correlation);
        return true;
    }

    /** @param acknowledged whether no record of this process is in flight, so that none can land from now on */
    public void end(boolean acknowledged) {
        if (acknowledged) {
            lease.release();
        } else {
            LOG.warn("the Lease is kept until it expires: records of this host may still arrive");
            lease.keep();
        }
    }
}
