package io.fleetforge.controller.world;

import io.fleetforge.controller.fencing.HeartbeatTracker;
import io.fleetforge.controller.reports.CellStatusCache;
import io.fleetforge.controller.scaling.LoadHistory;
import jakarta.inject.Singleton;

/** State per world in the memory of this process. Thread-safe. */
@Singleton
final class WorldMemory {

    private final CellStatusCache statusCache;
    private final LoadHistory loads;
    private final HeartbeatTracker heartbeats;
    private final StatusThrottle throttle;
    private final RefusedHosts refusedHosts;

    WorldMemory(
            CellStatusCache statusCache,
            LoadHistory loads,
            HeartbeatTracker heartbeats,
            StatusThrottle throttle,
            RefusedHosts refusedHosts) {
        this.statusCache = statusCache;
        this.loads = loads;
        this.heartbeats = heartbeats;
        this.throttle = throttle;
        this.refusedHosts = refusedHosts;
    }

    /** Drops everything about a deleted world. */
    void forget(String worldUid) {
        statusCache.forgetWorld(worldUid);
        loads.forgetWorld(worldUid);
        heartbeats.forgetWorld(worldUid);
        throttle.forgetWorld(worldUid);
        refusedHosts.forgetWorld(worldUid);
    }
}
