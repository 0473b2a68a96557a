package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.messaging.OwnedSessions;
import io.fleetforge.cell.persistence.KafkaPersistence;
import io.fleetforge.cell.recovery.BoundedTopicRead;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.TickScheduler;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Serves on until the controller has moved every cell and each session is another host's, for a bounded time. The controller sees that
 * the pod is being deleted; players are redirected one by one as at any move.
 */
@Singleton
class HostDrain {

    private static final Logger LOG = Logger.getLogger(HostDrain.class);
    private static final long LOOK_MS = 100;
    /** Two samples of telemetry, so that the controller knows that nobody is here before the pod is gone. */
    private static final Duration TOLD = Duration.ofMillis(2100);

    private final CellHost host;
    private final OwnedSessions sessions;
    private final KafkaPersistence persistence;
    private final TickScheduler scheduler;
    private final Fence fence;
    private final CellConfig config;

    HostDrain(
            CellHost host,
            OwnedSessions sessions,
            KafkaPersistence persistence,
            TickScheduler scheduler,
            Fence fence,
            CellConfig config) {
        this.scheduler = scheduler;
        this.host = host;
        this.sessions = sessions;
        this.persistence = persistence;
        this.fence = fence;
        this.config = config;
    }

    /** Returns when nobody is here any more, nobody can take them, or time is up. */
    void await() {
        if (!config.persistence() || !isWorthwhile()) {
            return;
        }
        LOG.infof("draining: %d cells, %d sessions", host.cells().size(), sessions.count());
        persistence.takeNow(host); // whatever comes of it
        var deadlineNs = System.nanoTime() + config.drainWithin().toNanos();
        while (System.nanoTime() < deadlineNs && isWorthwhile() && !isVacant()) {
            if (!BoundedTopicRead.pause(LOOK_MS)) {
                return;
            }
        }
        if (isVacant() && isWorthwhile()) {
            BoundedTopicRead.pause(TOLD.toMillis());
        }
        LOG.infof("drained: %d cells, %d sessions are left", host.cells().size(), sessions.count());
    }

    private boolean isVacant() {
        return host.cells().isEmpty() && sessions.count() == 0;
    }

    /** Somebody could take the cells, as far as this host knows. */
    private boolean isWorthwhile() {
        return scheduler.stuckNs() < config.stuckAfter().toNanos()
                && host.isListed()
                && !host.isWorldGone()
                && fence.isOpen();
    }
}
