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
    private Segment current = new Segment();

    /** @param state of the cell; every change of it is reported here after it was made, ticks before they are */
    public InputLog(EntityStore state) {
        this.state = state;
        current.begin(state.entities());
    }

    /** A checkpoint of {@code entities}, the present state, is taken. */
    public void checkpointed(List<Entity> entities) {
        var free = before;
        before = current;
        current = free == null ? new Segment() : free;
        current.begin(entities);
    }

    /** The entity is in the cell. */
    public void added(Entity entity) {
        if (hasRoom(2)) {
            current.added.add(entity.id());
            current.add(Kind.ADD, 0, entity.x(), entity.y());
            current.add(Kind.AIM, state.size() - 1, entity.targetX(), entity.targetY());
        }
    }

    /** The entity of {@code slot} heads for a point. */
    public void aimed(int slot, double x, double y) {
        if (hasRoom(1)) {
            current.add(Kind.AIM, slot, x, y);
        }
    }

    /** The entity that had {@code slot} is in the cell no longer. */
    public void removed(int slot) {
        if (hasRoom(1)) {
            current.add(Kind.REMOVE, slot, 0, 0);
        }
    }

    /** The entity of {@code slot} was put back at the edge. */
    public void held(int slot) {
        if (hasRoom(1)) {
            current.add(Kind.HOLD, slot, 0, 0);
        }
    }

    /** All entities move by one step next. */
    public void ticks() {
        if (!current.tickAgain()) {
            var unused = hasRoom(1); // a segment that begins now has the state before the tick
            current.add(Kind.TICK, 1, 0, 0);
        }
    }

    /** Otherwise a segment begins with the state, which has the change already. */
    private boolean hasRoom(int changes) {
        if (current.size + changes <= CAPACITY) {
            return true;
        }
        checkpointed(state.entities());
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

    /** Changes after a known state, in flat arrays that are used again: about 85 kB at most. */
    private static final class Segment {
        private final List<String> added = new ArrayList<>();
        private List<Entity> entities = List.of();
        private byte[] kinds = new byte[INITIAL];
        /** Of a tick: how many. */
        private int[] slots = new int[INITIAL];

        private double[] x = new double[INITIAL];
        private double[] y = new double[INITIAL];
        private int size;

        void begin(List<Entity> state) {
            entities = state;
            added.clear();
            size = 0;
        }

        boolean tickAgain() {
            if (size == 0 || kinds[size - 1] != Kind.TICK.ordinal()) {
                return false;
            }
            slots[size - 1]++;
            return true;
        }

        void add(Kind kind, int slot, double newX, double newY) {
            if (size == kinds.length) {
                grow();
            }
            kinds[size] = (byte) kind.ordinal();
            slots[size] = slot;
            x[size] = newX;
            y[size] = newY;
            size++;
        }

        private void grow() {
            var capacity = kinds.length * 2;
            kinds = Arrays.copyOf(kinds, capacity);
            slots = Arrays.copyOf(slots, capacity);
            x = Arrays.copyOf(x, capacity);
            y = Arrays.copyOf(y, capacity);
        }

        /** With the ids of the entities, which have the slots that a store gives them. */
        void copyTo(List<Change> changes) {
            var ids = new ArrayList<String>();
            entities.forEach(entity -> ids.add(entity.id()));
            var next = added.iterator();
            for (var at = 0; at < size; at++) {
                var kind = KINDS[kinds[at]];
                changes.add(
                        switch (kind) {
                            case ADD -> {
                                ids.add(next.next());
                                yield new Change(kind, ids.getLast(), x[at], y[at], null);
                            }
                            case AIM -> new Change(kind, ids.get(slots[at]), x[at], y[at], null);
                            case HOLD -> new Change(kind, ids.get(slots[at]), null, null, null);
                            case REMOVE -> new Change(kind, remove(ids, slots[at]), null, null, null);
                            case TICK -> new Change(kind, null, null, null, slots[at]);
                        });
            }
        }

        private static String remove(List<String> ids, int slot) {
            var id = ids.set(slot, ids.getLast());
            ids.removeLast();
            return id;
        }
    }
}
