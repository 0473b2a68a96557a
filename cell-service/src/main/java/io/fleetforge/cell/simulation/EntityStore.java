package io.fleetforge.cell.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The entities of one cell in flat arrays, in the order of arrival (removal moves the last into the gap). Not thread-safe: owned by
 * the cell's single writer. Reading and stepping allocate nothing.
 */
public final class EntityStore {

    private static final int INITIAL_CAPACITY = 16;

    private final Map<String, Integer> slots = new HashMap<>();
    private String[] ids = new String[INITIAL_CAPACITY];
    private double[] x = new double[INITIAL_CAPACITY];
    private double[] y = new double[INITIAL_CAPACITY];
    private double[] targetX = new double[INITIAL_CAPACITY];
    private double[] targetY = new double[INITIAL_CAPACITY];
    private int size;

    public int size() {
        return size;
    }

    /** Slot of {@code id}, -1 when it is not here. Slots change with removals. */
    public int slot(String id) {
        var slot = slots.get(id);
        return slot == null ? -1 : slot;
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

    public double targetX(int slot) {
        return targetX[slot];
    }

    public double targetY(int slot) {
        return targetY[slot];
    }

    /** Positions of all entities now: two copies, independent of later changes. */
    public Positions positions() {
        return new Positions(Arrays.copyOf(x, size), Arrays.copyOf(y, size));
    }

    public void add(Entity entity) {
        if (slots.containsKey(entity.id())) {
            throw new IllegalArgumentException("entity " + entity.id() + " is here already");
        }
        if (size == ids.length) {
            grow();
        }
        ids[size] = entity.id();
        slots.put(entity.id(), size);
        place(size, entity.x(), entity.y());
        aim(size, entity.targetX(), entity.targetY());
        size++;
    }

    public Entity remove(int slot) {
        var entity = entity(slot);
        slots.remove(entity.id());
        var last = size - 1;
        if (slot != last) {
            ids[slot] = ids[last];
            x[slot] = x[last];
            y[slot] = y[last];
            targetX[slot] = targetX[last];
            targetY[slot] = targetY[last];
            slots.put(ids[slot], slot);
        }
        size = last;
        return entity;
    }

    public Entity entity(int slot) {
        return new Entity(ids[slot], x[slot], y[slot], targetX[slot], targetY[slot]);
    }

    /** All entities now, in the order of their slots. */
    public List<Entity> entities() {
        var all = new ArrayList<Entity>(size);
        for (var slot = 0; slot < size; slot++) {
            all.add(entity(slot));
        }
        return all;
    }

    void place(int slot, double newX, double newY) {
        x[slot] = newX;
        y[slot] = newY;
    }

    public void aim(int slot, double newTargetX, double newTargetY) {
        targetX[slot] = newTargetX;
        targetY[slot] = newTargetY;
    }

    private void grow() {
        var capacity = ids.length * 2;
        ids = Arrays.copyOf(ids, capacity);
        x = Arrays.copyOf(x, capacity);
        y = Arrays.copyOf(y, capacity);
        targetX = Arrays.copyOf(targetX, capacity);
        targetY = Arrays.copyOf(targetY, capacity);
    }

    /** One entity outside the store: where it is and where it heads. All coordinates are finite. */
    public record Entity(String id, double x, double y, double targetX, double targetY) {
        public Entity {
            if (!Double.isFinite(x) || !Double.isFinite(y) || !Double.isFinite(targetX) || !Double.isFinite(targetY)) {
                throw new IllegalArgumentException("coordinates of " + id + " must be finite");
            }
        }
    }
}
