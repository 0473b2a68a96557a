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
 * Goes round all sockets at the rate of views, on one thread beside the tick workers. When a round takes longer than its
 * time the next begins later: clients get fewer views, ticks are not touched.
 */
@Singleton
class ViewBroadcaster {

    private static final Logger LOG = Logger.getLogger(ViewBroadcaster.class);

    private final ConnectionRegistry desk;
    private final SessionReleaseNotifier exits;
    private final CellConfig config;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("views").factory());
    private long roundNs;

    ViewBroadcaster(ConnectionRegistry desk, SessionReleaseNotifier exits, CellConfig config) {
        this.desk = desk;
        this.exits = exits;
        this.config = config;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // round() never throws, so the schedule never ends by itself
    void start(@Observes StartupEvent event) {
        exits.listen(desk);
        var periodNs = TimeUnit.SECONDS.toNanos(1) / config.play().viewsPerSecond();
        timer.scheduleAtFixedRate(() -> round(periodNs), periodNs, periodNs, TimeUnit.NANOSECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void round(long periodNs) {
        var nowNs = desk.nowNs();
        if (nowNs - roundNs < periodNs / 2) {
            return; // catching up would only repeat itself
        }
        roundNs = nowNs;
        for (var client : desk.clients()) {
            try {
                client.round(nowNs);
            } catch (RuntimeException e) {
                LOG.error("a view failed", e);
                client.close(CloseReason.INTERNAL);
            }
        }
    }
}
