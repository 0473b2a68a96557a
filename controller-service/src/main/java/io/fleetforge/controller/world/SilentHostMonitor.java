package io.fleetforge.controller.world;

import io.fleetforge.controller.fencing.HeartbeatTracker;
import io.fleetforge.controller.fencing.HostFailureDetector;
import io.fleetforge.controller.wakeup.WorldWakeups;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Wakes a world when one of its hosts falls silent: nothing else would, when its node is gone. */
@Singleton
class SilentHostMonitor {

    private static final long CHECK_MS = 500;

    private final HeartbeatTracker heartbeats;
    private final WorldWakeups wakeups;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("silence").factory());

    SilentHostMonitor(HeartbeatTracker heartbeats, WorldWakeups wakeups) {
        this.heartbeats = heartbeats;
        this.wakeups = wakeups;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // neither call throws, so the schedule never ends by itself
    void start(@Observes StartupEvent event) {
        timer.scheduleWithFixedDelay(
                () -> heartbeats.fallenSilent(HostFailureDetector.SUSPICIOUS).forEach(wakeups::wake),
                CHECK_MS,
                CHECK_MS,
                TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }
}
