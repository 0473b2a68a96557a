package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.durability.OwnedSessions;
import io.fleetforge.cell.persistence.KafkaPersistence;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.topics.BoundedTopicRead;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Keeps serving until the controller has moved every cell and each session is handed off, for a bounded time. The controller
 * watches the deletion of the pod; players are redirected one by one as with any move.
 */
@Singleton
class HostDrain {

    private static final Logger LOG = Logger.getLogger(HostDrain.class);

    private final CellHost host;
    private final OwnedSessions sessions;
    private final KafkaPersistence persistence;
    private final CellTransferability transferability;
    private final CellConfig config;

    HostDrain(
            CellHost host,
            OwnedSessions sessions,
            KafkaPersistence persistence,
            CellTransferability transferability,
            CellConfig config) {
        this.host = host;
        this.sessions = sessions;
        this.persistence = persistence;
        this.transferability = transferability;
        this.config = config;
    }

    /** Returns when the host is empty, no other host can take its cells, or time is up. */
    void await() {
        if (!transferability.areTransferable()) {
            return;
        }
        LOG.infof("draining: %d cells, %d sessions", host.cells().size(), sessions.count());
        persistence.checkpointNow(host);
        var steps = new DrainSteps(
                host, sessions, transferability::areTransferable, System::nanoTime, config.drainWithin());
        for (var pause = steps.next(); pause.isPresent(); pause = steps.next()) {
            if (!BoundedTopicRead.pause(pause.get().toMillis())) {
                return;
            }
        }
        LOG.infof("drained: %d cells, %d sessions are left", host.cells().size(), sessions.count());
    }
}
