package io.fleetforge.controller.world;

import io.fleetforge.controller.fencing.HeartbeatTracker;
import io.fleetforge.controller.fencing.HostFailureDetector;
import io.fleetforge.controller.wakeup.WorldWakeups;
import io.fleetforge.runtime.lifecycle.PeriodicTask;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Triggers the reconcile of a world when one of its hosts becomes silent: no other event arrives when a node is gone. */
@Singleton
class SilentHostMonitor {

    private static final Duration CHECK = Duration.ofMillis(500);

    private final HeartbeatTracker heartbeats;
    private final WorldWakeups wakeups;
    private final PeriodicTask task = new PeriodicTask("silence");

    SilentHostMonitor(HeartbeatTracker heartbeats, WorldWakeups wakeups) {
        this.heartbeats = heartbeats;
        this.wakeups = wakeups;
    }

    void start(@Observes StartupEvent event) {
        task.startWithDelay(
                CHECK,
                CHECK,
                () -> heartbeats.fallenSilent(HostFailureDetector.SUSPICIOUS).forEach(wakeups::wake));
    }

    void stop(@Observes ShutdownEvent event) {
        task.close();
    }
}
