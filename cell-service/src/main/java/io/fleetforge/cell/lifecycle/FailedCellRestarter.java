package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.runtime.lifecycle.PeriodicTask;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Starts failed cells again when their pause is over. */
@Singleton
class FailedCellRestarter {

    private static final Duration CHECK = Duration.ofMillis(250);

    private final CellHost host;
    private final PeriodicTask task = new PeriodicTask("failed-cells");

    FailedCellRestarter(CellHost host) {
        this.host = host;
    }

    void start(@Observes StartupEvent event) {
        task.startWithDelay(CHECK, CHECK, host::restartFailed);
    }

    void stop(@Observes ShutdownEvent event) {
        task.close();
    }
}
