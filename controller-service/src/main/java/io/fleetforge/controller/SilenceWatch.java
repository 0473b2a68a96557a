package io.fleetforge.controller;

import io.fleetforge.controller.fencing.ProofLedger;
import io.fleetforge.controller.fencing.Watch;
import io.fleetforge.controller.messaging.WorldWakeups;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Wakes a world when one of its hosts falls silent: nothing else would, when its node is gone. */
@Singleton
class SilenceWatch {

    private static final long LOOK_MS = 500;

    private final ProofLedger proofs;
    private final WorldWakeups wakeups;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("silence").factory());

    SilenceWatch(ProofLedger proofs, WorldWakeups wakeups) {
        this.proofs = proofs;
        this.wakeups = wakeups;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // neither call throws, so the schedule never ends by itself
    void start(@Observes StartupEvent event) {
        timer.scheduleWithFixedDelay(
                () -> proofs.fallenSilent(Watch.SUSPICIOUS).forEach(wakeups::wake),
                LOOK_MS,
                LOOK_MS,
                TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }
}
