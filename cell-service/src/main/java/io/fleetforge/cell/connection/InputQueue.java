package io.fleetforge.cell.connection;

import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.session.Session;
import io.fleetforge.contracts.play.ClientMessage.Move;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of one session that its cell has not applied yet: at most one in flight and one waiting, the newest, since a
 * newer target replaces an older one. So inputs are applied in order and at most once, however often the cell is asked. While
 * the session crosses an edge no cell answers; the input then waits for the next {@link #push}. Thread-safe.
 */
final class InputQueue {

    private final Session session;
    private final Function<String, Optional<CellAgent>> cells;
    private @Nullable Move waiting;
    private boolean inFlight;
    private long acked;

    InputQueue(Session session, Function<String, Optional<CellAgent>> cells) {
        this.session = session;
        this.cells = cells;
    }

    /** Accepts an input that is newer than all before. */
    void offer(Move move) {
        synchronized (this) {
            waiting = move;
        }
        push();
    }

    /** Sends the waiting input to the cell that owns the session now, when there is one and none is in flight. */
    void push() {
        var next = begin();
        if (next == null) {
            return;
        }
        var cell = cells.apply(session.cell());
        if (cell.isEmpty()) {
            done(next, new CellAnswer.Absent());
            return;
        }
        var answer = new CompletableFuture<CellAnswer>();
        var unused = answer.thenAccept(answered -> done(next, answered));
        cell.get().offer(new CellInput.SetTarget(session.id(), next.x(), next.y(), answer));
    }

    /** Highest number that was carried out, 0 for none. */
    synchronized long acked() {
        return acked;
    }

    private synchronized @Nullable Move begin() {
        if (inFlight) {
            return null;
        }
        var next = waiting;
        waiting = null;
        inFlight = next != null;
        return next;
    }

    /** On the cell's writer, or wherever the cell refused it at once. */
    private synchronized void done(Move move, CellAnswer answer) {
        inFlight = false;
        switch (answer) {
            case CellAnswer.Done done -> acked = Math.max(acked, move.seq());
            case CellAnswer.Refused refused -> acked = Math.max(acked, move.seq());
            case CellAnswer.Absent absent -> again(move);
            case CellAnswer.Busy busy -> again(move);
            case CellAnswer.Full full -> again(move);
            case CellAnswer.Recorded recorded -> throw new IllegalStateException("a recording is not requested here");
            case CellAnswer.Surveyed surveyed -> throw new IllegalStateException("a survey is not requested here");
            case CellAnswer.Present present -> throw new IllegalStateException("entities are not requested here");
        }
    }

    private void again(Move move) {
        if (waiting == null) {
            waiting = move;
        }
    }
}
