package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.durability.OwnedSessions;
import io.fleetforge.cell.persistence.KafkaPersistence;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.topics.BoundedTopicRead;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Keeps serving until the controller has moved every cell and each session is handed off, for a bounded time. The controller
 * watches the deletion of the pod; players are redirected one by one as with any move.
 */
@Singleton
class HostDrain {

    private static final Logger LOG = Logger.getLogger(HostDrain.class);
    private static final long CHECK_MS = 100;
    /** Two telemetry samples, so that the controller knows that the host is empty before the pod is gone. */
    private static final Duration TELEMETRY_SENT = Duration.ofMillis(2100);

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
        persistence.checkpointNow(host); // the deadline counts from here
        var deadlineNs = System.nanoTime() + config.drainWithin().toNanos();
        while (System.nanoTime() < deadlineNs && transferability.areTransferable() && !isVacant()) {
            if (!BoundedTopicRead.pause(CHECK_MS)) {
                return;
            }
        }
        if (isVacant() && transferability.areTransferable()) {
            BoundedTopicRead.pause(TELEMETRY_SENT.toMillis());
        }
        LOG.infof("drained: %d cells, %d sessions are left", host.cells().size(), sessions.count());
    }

    private boolean isVacant() {
        return host.cells().isEmpty() && sessions.count() == 0;
    }
}
