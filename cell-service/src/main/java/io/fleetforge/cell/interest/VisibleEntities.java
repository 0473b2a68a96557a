package io.fleetforge.cell.interest;

import java.util.Arrays;
import java.util.List;

/**
 * Entities within reach of a position, over several cells; the nearest when there are too many. Reused, not thread-safe.
 */
final class VisibleEntities {

    private static final int INITIAL = 64;

    private final int limit;
    private int[] found = new int[INITIAL];
    private CellSnapshot[] snapshots = new CellSnapshot[INITIAL];
    private int[] slots = new int[INITIAL];
    private double[] distances = new double[INITIAL];
    private int size;

    VisibleEntities(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be >= 1, got " + limit);
        }
        this.limit = limit;
    }

    int size() {
        return size;
    }

    CellSnapshot snapshot(int index) {
        return snapshots[index];
    }

    int slot(int index) {
        return slots[index];
    }

    void collect(double x, double y, CellSnapshot own, List<CellSnapshot> around) {
        size = 0;
        add(own, x, y);
        for (var snapshot : around) {
            add(snapshot, x, y);
        }
        if (size > limit) {
            keepNearest();
        }
    }

    private void add(CellSnapshot snapshot, double x, double y) {
        var count = snapshot.near(x, y, found);
        if (count > found.length) {
            found = new int[2 * count];
            count = snapshot.near(x, y, found);
        }
        ensureCapacity(size + count);
        for (var i = 0; i < count; i++) {
            var slot = found[i];
            snapshots[size] = snapshot;
            slots[size] = slot;
            distances[size] = square(snapshot.x(slot) - x) + square(snapshot.y(slot) - y);
            size++;
        }
    }

    /** The order among those kept stays; of several at the same distance the first are kept. */
    private void keepNearest() {
        var sorted = Arrays.copyOf(distances, size);
        Arrays.sort(sorted);
        var farthest = sorted[limit - 1];
        var below = 0;
        while (below < limit && sorted[below] < farthest) {
            below++;
        }
        var atFarthest = limit - below;
        var kept = 0;
        for (var i = 0; i < size; i++) {
            if (distances[i] > farthest || (distances[i] == farthest && atFarthest-- <= 0)) {
                continue;
            }
            snapshots[kept] = snapshots[i];
            slots[kept] = slots[i];
            kept++;
        }
        size = kept;
    }

    private void ensureCapacity(int needed) {
        if (needed > slots.length) {
            var capacity = 2 * needed;
            snapshots = Arrays.copyOf(snapshots, capacity);
            slots = Arrays.copyOf(slots, capacity);
            distances = Arrays.copyOf(distances, capacity);
        }
    }

    private static double square(double value) {
        return value * value;
    }
}
