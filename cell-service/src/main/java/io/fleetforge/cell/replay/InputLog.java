package io.fleetforge.cell.replay;

import io.fleetforge.cell.replay.Change.Kind;
import io.fleetforge.cell.simulation.EntityStore;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.cell.simulation.StateHash;
import io.fleetforge.contracts.geometry.Bounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a cell since the checkpoint before its last one, bounded: a segment begins with each checkpoint, and when the one before
 * is full. A tick without input allocates nothing. For the cell's writer only.
 */
public final class InputLog {

    /** Changes of one segment. */
    static final int CAPACITY = 4096;

    private static final int INITIAL = 64;
    private static final Kind[] KINDS = Kind.values();

    private final EntityStore state;
    private @Nullable Segment before;
    private Segment current;

    /** @param state of the cell; every change of it is reported here after it was made, ticks before they are */
    public InputLog(EntityStore state) {
        this.state = state;
        this.current = new Segment(entities());
    }

    private List<Entity> entities() {
        var entities = new ArrayList<Entity>(state.size());
        for (var slot = 0; slot < state.size(); slot++) {
            entities.add(state.entity(slot));
        }
        return entities;
    }

    /** A checkpoint of {@code entities}, the present state, is taken. */
    public void checkpointed(List<Entity> entities) {
        before = current;
        current = new Segment(entities);
    }

    /** The entity is in the cell. */
    public void added(Entity entity) {
        if (hasRoom(2)) {
            current.add(Kind.ADD, entity.id(), entity.x(), entity.y());
            current.add(Kind.AIM, entity.id(), entity.targetX(), entity.targetY());
        }
    }

    /** The entity heads for a point. */
    public void aimed(String entity, double x, double y) {
        if (hasRoom(1)) {
            current.add(Kind.AIM, entity, x, y);
        }
    }

    /** The entity is in the cell no longer. */
    public void removed(String entity) {
        if (hasRoom(1)) {
            current.add(Kind.REMOVE, entity, 0, 0);
        }
    }

    /** The entity was put back at the edge. */
    public void held(String entity) {
        if (hasRoom(1)) {
            current.add(Kind.HOLD, entity, 0, 0);
        }
    }

    /** All entities move by one step next. */
    public void ticks() {
        if (!current.tickAgain() && hasRoom(1)) {
            current.add(Kind.TICK, null, 1, 0);
        }
    }

    /** Otherwise a segment begins with the state, which has the change already. */
    private boolean hasRoom(int changes) {
        if (current.size + changes <= CAPACITY) {
            return true;
        }
        checkpointed(entities());
        return false;
    }

    /** What is logged, and the hash of the present state. */
    public Recording recording(String cell, long epoch, Bounds bounds, double maxStep) {
        var first = before == null ? current : before;
        var changes = new ArrayList<Change>();
        if (before != null) {
            before.copyTo(changes);
        }
        current.copyTo(changes);
        return new Recording(
                cell, epoch, bounds, maxStep, first.entities, changes, Long.toHexString(StateHash.of(state)));
    }

    /** Changes after a known state, in flat arrays. */
    private static final class Segment {
        private final List<Entity> entities;
        private byte[] kinds = new byte[INITIAL];
        private @Nullable String[] ids = new String[INITIAL];
        private double[] x = new double[INITIAL];
        private double[] y = new double[INITIAL];
        private int size;

        Segment(List<Entity> entities) {
            this.entities = entities;
        }

        boolean tickAgain() {
            if (size == 0 || kinds[size - 1] != Kind.TICK.ordinal()) {
                return false;
            }
            x[size - 1]++;
            return true;
        }

        void add(Kind kind, @Nullable String id, double newX, double newY) {
            if (size == kinds.length) {
                grow();
            }
            kinds[size] = (byte) kind.ordinal();
            ids[size] = id;
            x[size] = newX;
            y[size] = newY;
            size++;
        }

        private void grow() {
            var capacity = Math.min(CAPACITY, kinds.length * 2);
            kinds = Arrays.copyOf(kinds, capacity);
            ids = Arrays.copyOf(ids, capacity);
            x = Arrays.copyOf(x, capacity);
            y = Arrays.copyOf(y, capacity);
        }

        void copyTo(List<Change> changes) {
            for (var at = 0; at < size; at++) {
                var kind = KINDS[kinds[at]];
                changes.add(
                        switch (kind) {
                            case ADD, AIM -> new Change(kind, ids[at], x[at], y[at], null);
                            case REMOVE, HOLD -> new Change(kind, ids[at], null, null, null);
                            case TICK -> new Change(kind, null, null, null, (int) x[at]);
                        });
            }
        }
    }
}
