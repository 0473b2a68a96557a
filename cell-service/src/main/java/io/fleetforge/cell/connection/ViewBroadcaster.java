package io.fleetforge.cell.connection;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.session.SessionReleaseNotifier;
import io.fleetforge.runtime.lifecycle.PeriodicTask;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sends views to all sockets at the configured rate, on one thread beside the tick workers. When one pass takes longer than its
 * period the next starts later: clients get fewer views, ticks are unaffected.
 */
@Singleton
class ViewBroadcaster {

    private static final Logger LOG = Logger.getLogger(ViewBroadcaster.class);

    private final ConnectionRegistry connections;
    private final SessionReleaseNotifier releases;
    private final long periodNs;
    private final PeriodicTask task = new PeriodicTask("views");
    private long broadcastAtNs;

    ViewBroadcaster(ConnectionRegistry connections, SessionReleaseNotifier releases, CellConfig config) {
        this.connections = connections;
        this.releases = releases;
        this.periodNs = TimeUnit.SECONDS.toNanos(1) / config.play().viewsPerSecond();
    }

    void start(@Observes StartupEvent event) {
        releases.listen(connections);
        task.startAtRate(Duration.ofNanos(periodNs), this::broadcast);
    }

    void stop(@Observes ShutdownEvent event) {
        task.close();
    }

    private void broadcast() {
        var nowNs = connections.nowNs();
        if (nowNs - broadcastAtNs < periodNs / 2) {
            return; // catching up would only repeat itself
        }
        broadcastAtNs = nowNs;
        for (var client : connections.clients()) {
            try {
                client.sendView(nowNs);
            } catch (RuntimeException e) {
                LOG.error("a view failed", e);
                client.close(CloseReason.INTERNAL);
            }
        }
    }
}
