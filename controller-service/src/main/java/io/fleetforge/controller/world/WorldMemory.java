package io.fleetforge.controller.world;

import io.fleetforge.controller.fencing.HeartbeatTracker;
import io.fleetforge.controller.reports.CellStatusCache;
import io.fleetforge.controller.scaling.LoadHistory;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;

/** Everything about worlds in the memory of this process. Thread-safe. */
@Singleton
final class WorldMemory {

    private final CellStatusCache statusCache;
    private final LoadHistory loads;
    private final HeartbeatTracker heartbeats;
    private final List<WorldScoped> scoped;

    WorldMemory(
            CellStatusCache statusCache,
            LoadHistory loads,
            HeartbeatTracker heartbeats,
            @All List<WorldScoped> scoped) {
        this.statusCache = statusCache;
        this.loads = loads;
        this.heartbeats = heartbeats;
        this.scoped = List.copyOf(scoped);
    }

    /** Drops everything about a deleted world. */
    void forget(String worldUid) {
        statusCache.forgetWorld(worldUid);
        loads.forgetWorld(worldUid);
        heartbeats.forgetWorld(worldUid);
        scoped.forEach(state -> state.forgetWorld(worldUid));
    }
}
