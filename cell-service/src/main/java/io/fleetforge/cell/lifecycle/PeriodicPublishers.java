package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.keys.SessionKeyPublisher;
import io.fleetforge.cell.messaging.GhostPublisher;
import io.fleetforge.cell.messaging.TelemetryPublisher;
import io.fleetforge.cell.persistence.KafkaPersistence;
import io.fleetforge.cell.runtime.CellHost;
import jakarta.inject.Singleton;

/** Publishers that run at intervals: the session key, telemetry, ghosts, checkpoints. */
@Singleton
class PeriodicPublishers {

    private final CellHost host;
    private final SessionKeyPublisher key;
    private final TelemetryPublisher telemetry;
    private final GhostPublisher ghosts;
    private final KafkaPersistence persistence;
    private final CellConfig config;

    PeriodicPublishers(
            CellHost host,
            SessionKeyPublisher key,
            TelemetryPublisher telemetry,
            GhostPublisher ghosts,
            KafkaPersistence persistence,
            CellConfig config) {
        this.host = host;
        this.key = key;
        this.telemetry = telemetry;
        this.ghosts = ghosts;
        this.persistence = persistence;
        this.config = config;
    }

    void start() {
        key.start();
        ghosts.start();
        telemetry.start();
        if (config.persistence()) {
            persistence.start(host, config.checkpointInterval());
        }
    }

    void close() {
        key.close();
        telemetry.close();
        ghosts.close();
        persistence.close();
    }
}
