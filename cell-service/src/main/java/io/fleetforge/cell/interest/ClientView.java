package io.fleetforge.cell.interest;

import io.fleetforge.contracts.play.ServerMessage.Delta;
import io.fleetforge.contracts.play.ServerMessage.Entered;
import io.fleetforge.contracts.play.ServerMessage.Moved;
import io.fleetforge.contracts.play.ServerMessage.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The entities that one client knows, and the delta it needs next. A delta is relative to the last one sent, not to the tick
 * before: rounds may be skipped while the client reads slowly, and the next delta makes up for them. An entity that is missing for
 * one round only, as when it crosses an edge, is not reported as left. Not thread-safe.
 */
public final class ClientView {

    private static final int MISSED_ROUNDS = 2;

    private final String self;
    private final UnaryOperator<String> names;
    private final VisibleEntities visible;
    private final Map<String, SentEntity> known = new HashMap<>();
    private final ArrayDeque<Integer> freeHandles = new ArrayDeque<>();
    private int nextHandle = 1;
    private long round;
    private long ackedBefore;
    private @Nullable Position cellBefore;

    private static final class SentEntity {
        final int handle;
        double x;
        double y;
        long seenInRound;

        SentEntity(int handle, double x, double y) {
            this.handle = handle;
            this.x = x;
            this.y = y;
        }
    }

    /** The lists of a delta in the making. */
    private record Draft(List<Entered> entered, List<Moved> moved, List<Integer> left) {
        boolean isEmpty() {
            return entered.isEmpty() && moved.isEmpty() && left.isEmpty();
        }
    }

    /**
     * @param self session and entity id of the client; always in view, with handle 0
     * @param names what others are called, by entity id
     * @param limit most entities in view, the nearest
     */
    public ClientView(String self, UnaryOperator<String> names, int limit) {
        this.self = self;
        this.names = names;
        this.visible = new VisibleEntities(limit);
    }

    /**
     * The next delta.
     *
     * @param own snapshot of the client's cell
     * @param around snapshots of cells within reach, without {@code own}
     * @param acked highest input sequence number that was applied
     * @param always whether to send a delta also when nothing changed
     * @return empty when there is nothing to send, or the client's entity is between two cells
     */
    public Optional<Delta> next(CellSnapshot own, List<CellSnapshot> around, long acked, boolean always) {
        var slot = own.slot(self);
        if (slot < 0) {
            return Optional.empty();
        }
        round++;
        var x = own.x(slot);
        var y = own.y(slot);
        visible.collect(x, y, own, around);
        var draft = new Draft(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        see(own, slot, draft, x, y);
        for (var i = 0; i < visible.size(); i++) {
            see(visible.snapshot(i), visible.slot(i), draft, x, y);
        }
        forget(draft.left());
        var position = new Position(own.source().cell(), own.source().epoch());
        var moved = !position.equals(cellBefore);
        if (!always && !moved && acked == ackedBefore && draft.isEmpty()) {
            return Optional.empty();
        }
        var full = cellBefore == null;
        cellBefore = position;
        ackedBefore = acked;
        return Optional.of(new Delta(
                own.tick(), acked, full, moved ? position : null, x, y, draft.entered(), draft.moved(), draft.left()));
    }

    private void see(CellSnapshot snapshot, int slot, Draft draft, double originX, double originY) {
        var id = snapshot.id(slot);
        var x = snapshot.x(slot);
        var y = snapshot.y(slot);
        var before = known.get(id);
        if (before == null) {
            var entry = new SentEntity(handle(id), x, y);
            entry.seenInRound = round;
            known.put(id, entry);
            draft.entered()
                    .add(new Entered(entry.handle, names.apply(id), (float) (x - originX), (float) (y - originY)));
        } else if (before.seenInRound != round) { // otherwise it was in two snapshots: it crosses an edge just now
            before.seenInRound = round;
            if (before.x != x || before.y != y) {
                before.x = x;
                before.y = y;
                draft.moved().add(new Moved(before.handle, (float) (x - originX), (float) (y - originY)));
            }
        }
    }

    private void forget(List<Integer> left) {
        for (var entries = known.values().iterator(); entries.hasNext(); ) {
            var entry = entries.next();
            if (round - entry.seenInRound >= MISSED_ROUNDS) {
                left.add(entry.handle);
                entries.remove();
            }
        }
        freeHandles.addAll(left); // from the next delta on
    }

    private int handle(String id) {
        if (id.equals(self)) {
            return 0;
        }
        var free = freeHandles.poll();
        return free == null ? nextHandle++ : free;
    }
}
