package io.fleetforge.controller.retention;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.controller.fencing.HeartbeatTracker;
import io.fleetforge.controller.kubernetes.WorldSpecs;
import io.fleetforge.controller.messaging.RecordRemovalPublisher;
import io.fleetforge.runtime.leadership.Leadership;
import io.fleetforge.runtime.lifecycle.PeriodicTask;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Removes the records of worlds that are older than {@code spec.persistence.retentionPeriod}, every ten minutes while this process leads.
 * What fails is logged, and found again the next time.
 */
@Singleton
class RecordRemoval {

    private static final Logger LOG = Logger.getLogger(RecordRemoval.class);
    private static final Duration EVERY = Duration.ofMinutes(10);

    private final WorldSpecs worlds;
    private final Leadership leadership;
    private final HeartbeatTracker heartbeats;
    private final RecordRemovalPublisher records;
    private final Clock clock;
    private final PeriodicTask task = new PeriodicTask("retention");

    RecordRemoval(
            WorldSpecs worlds,
            Leadership leadership,
            HeartbeatTracker heartbeats,
            RecordRemovalPublisher records,
            Clock clock) {
        this.worlds = worlds;
        this.leadership = leadership;
        this.heartbeats = heartbeats;
        this.records = records;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        records.start();
        task.startWithDelay(EVERY, EVERY, this::removeWhileLeading);
    }

    private void removeWhileLeading() {
        if (!leadership.isLeading()) {
            return;
        }
        var ages = RetainedWorlds.removable(worlds.all(), heartbeats::steady);
        if (!ages.isEmpty()) {
            records.removeOlder(ages, clock.instant(), CorrelationId.random())
                    .forEach((world, count) -> LOG.infof(
                            "%d records of %s were older than spec.persistence.retentionPeriod and are removed",
                            count, world));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        task.close();
        records.close();
    }
}
