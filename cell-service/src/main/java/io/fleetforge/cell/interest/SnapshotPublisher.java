package io.fleetforge.cell.interest;

import io.fleetforge.cell.simulation.EntityStore;
import org.jspecify.annotations.Nullable;

/**
 * What one cell lets be seen. Whoever looks at it renews a short lease; while one runs, the cell's writer publishes one
 * snapshot per tick, otherwise a tick costs a comparison and allocates nothing. Neighbours are looked at the same way, so
 * no lock is taken across workers. {@link #ticked} is the writer's, the rest is anybody's.
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
     * Somebody looks.
     *
     * @param newRadius how far, world units; the same for everybody on a host
     */
    public void watch(double newRadius) {
        radius = newRadius;
        watchedUntil = tick + LEASE_TICKS;
    }

    /** Ticks of the cell on this host so far. */
    public long tick() {
        return tick;
    }

    /** The newest snapshot; null when nobody looked for a while. */
    public @Nullable CellSnapshot latest() {
        return latest;
    }
}
