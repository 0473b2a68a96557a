package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.TickScheduler;
import jakarta.inject.Singleton;

/** Whether another host could adopt the cells of this one, as far as this host knows. */
@Singleton
class CellTransferability {

    private final CellHost host;
    private final TickScheduler scheduler;
    private final Fence fence;
    private final CellConfig config;

    CellTransferability(CellHost host, TickScheduler scheduler, Fence fence, CellConfig config) {
        this.host = host;
        this.scheduler = scheduler;
        this.fence = fence;
        this.config = config;
    }

    /** False without persistence, when ticks hang, the world is deleted, or this host is not in its topology or fenced. */
    boolean areTransferable() {
        return config.persistence()
                && scheduler.stuckNs() < config.stuckAfter().toNanos()
                && host.isListed()
                && !host.isWorldGone()
                && fence.isOpen();
    }
}
