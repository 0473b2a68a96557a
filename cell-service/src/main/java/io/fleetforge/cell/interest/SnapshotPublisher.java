package io.fleetforge.cell.interest;

import io.fleetforge.cell.simulation.EntityStore;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of one cell on demand. A request is valid for a short time; while one is, the cell's writer publishes one snapshot per
 * tick, otherwise a tick costs a comparison and allocates nothing. Neighbouring cells are read the same way, so no lock is taken
 * across workers. The writer calls {@link #ticked}, any thread the rest.
 */
public final class SnapshotPublisher {

    /** Longer than views are apart, also on a host that is behind. */
    private static final int LEASE_TICKS = 20;

    private final CellSnapshot.Source source;
    private volatile double radius = 1;
    private volatile long watchedUntil = -1;
    private volatile long tick;
    private volatile @Nullable CellSnapshot latest;

    public SnapshotPublisher(CellSnapshot.Source source) {
        this.source = source;
    }

    /** A tick is over. */
    public void ticked(EntityStore entities) {
        var now = tick + 1;
        tick = now;
        if (now <= watchedUntil) {
            latest = CellSnapshot.of(source, now, entities, radius);
        } else if (latest != null) {
            latest = null;
        }
    }

    /**
     * Requests snapshots for a short time.
     *
     * @param newRadius view radius, world units; the same for all players of a host
     */
    public void request(double newRadius) {
        radius = newRadius;
        watchedUntil = tick + LEASE_TICKS;
    }

    /** Ticks of the cell on this host so far. */
    public long tick() {
        return tick;
    }

    /** The newest snapshot; null when none was requested for a while. */
    public @Nullable CellSnapshot latest() {
        return latest;
    }
}
