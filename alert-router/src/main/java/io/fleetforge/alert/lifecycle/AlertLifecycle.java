package io.fleetforge.alert.lifecycle;

import io.fleetforge.alert.config.RoutingWatch;
import io.fleetforge.alert.messaging.PartitionCatchup;
import io.fleetforge.alert.pipeline.FlushLoop;
import io.fleetforge.alert.store.AlertStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops the flush loop; ready once the records from before the start are applied and the routing is usable.
 */
@Readiness
@ApplicationScoped
public class AlertLifecycle implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(AlertLifecycle.class);
    private static final Duration RELOAD_INTERVAL = Duration.ofSeconds(5);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final FlushLoop loop;
    private final AlertStore store;
    private final RoutingWatch routing;
    private final PartitionCatchup catchup;
    private volatile boolean stopping;
    private @Nullable Thread loopThread;
    private @Nullable Thread reloadThread;

    public AlertLifecycle(FlushLoop loop, AlertStore store, RoutingWatch routing, PartitionCatchup catchup) {
        this.loop = loop;
        this.store = store;
        this.routing = routing;
        this.catchup = catchup;
    }

    void start(@Observes StartupEvent event) {
        loopThread = Thread.ofPlatform().name("flush-loop").start(loop);
        reloadThread = Thread.ofVirtual().name("routing-reload").start(this::reload);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        loop.stop();
        if (loopThread != null && !loopThread.join(STOP_TIMEOUT)) {
            LOG.warnf("the flush loop did not stop within %s", STOP_TIMEOUT);
        }
        if (reloadThread != null) {
            reloadThread.interrupt();
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("alert state")
                .status(catchup.isDone() && routing.isUsable())
                .build();
    }

    private void reload() {
        while (!stopping) {
            try {
                Thread.sleep(RELOAD_INTERVAL);
                routing.changed().ifPresent(store::reroute);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.error("the routing file was not reloaded; retrying", e);
            }
        }
    }
}
