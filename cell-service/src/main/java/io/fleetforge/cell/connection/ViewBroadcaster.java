package io.fleetforge.cell.connection;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.session.SessionReleaseNotifier;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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
    private final SessionReleaseNotifier exits;
    private final CellConfig config;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("views").factory());
    private long broadcastAtNs;

    ViewBroadcaster(ConnectionRegistry connections, SessionReleaseNotifier exits, CellConfig config) {
        this.connections = connections;
        this.exits = exits;
        this.config = config;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // round() never throws, so the schedule never ends by itself
    void start(@Observes StartupEvent event) {
        exits.listen(connections);
        var periodNs = TimeUnit.SECONDS.toNanos(1) / config.play().viewsPerSecond();
        timer.scheduleAtFixedRate(() -> broadcast(periodNs), periodNs, periodNs, TimeUnit.NANOSECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void broadcast(long periodNs) {
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
