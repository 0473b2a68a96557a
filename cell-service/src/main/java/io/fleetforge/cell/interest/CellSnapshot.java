package io.fleetforge.cell.interest;

import io.fleetforge.cell.simulation.EntityStore;
import io.fleetforge.cell.simulation.InterestGrid;
import io.fleetforge.contracts.geometry.Bounds;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All entities of one cell at one tick, indexed for neighbourhood queries. Made by the cell's writer and immutable, so that any
 * thread reads it without a lock.
 */
public final class CellSnapshot {

    private final Source source;
    private final long tick;
    private final InterestGrid grid;
    private final String[] ids;
    private final double[] x;
    private final double[] y;
    /** Made by the first reader; two concurrent readers make equal maps. */
    private volatile @Nullable Map<String, Integer> slots;

    /** Which cell it is of. */
    public record Source(String cell, long epoch, Bounds bounds) {}

    private CellSnapshot(Source source, long tick, EntityStore entities, double radius) {
        this.source = source;
        this.tick = tick;
        this.grid = new InterestGrid(radius);
        grid.build(entities, source.bounds());
        var size = entities.size();
        ids = new String[size];
        x = new double[size];
        y = new double[size];
        for (var slot = 0; slot < size; slot++) {
            ids[slot] = entities.id(slot);
            x[slot] = entities.x(slot);
            y[slot] = entities.y(slot);
        }
    }

    /** @param radius view radius of a player, world units */
    public static CellSnapshot of(Source source, long tick, EntityStore entities, double radius) {
        return new CellSnapshot(source, tick, entities, radius);
    }

    public Source source() {
        return source;
    }

    public long tick() {
        return tick;
    }

    public int size() {
        return ids.length;
    }

    /** Slot of {@code id}, -1 when it is not here. */
    public int slot(String id) {
        var known = slots;
        if (known == null) {
            known = new HashMap<>();
            for (var slot = 0; slot < ids.length; slot++) {
                known.put(ids[slot], slot);
            }
            slots = known;
        }
        return known.getOrDefault(id, -1);
    }

    public String id(int slot) {
        return ids[slot];
    }

    public double x(int slot) {
        return x[slot];
    }

    public double y(int slot) {
        return y[slot];
    }

    /** As {@link InterestGrid#near}, for positions in the cell and around it. */
    public int near(double atX, double atY, int[] into) {
        return grid.near(atX, atY, into);
    }
}
