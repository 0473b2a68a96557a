package io.fleetforge.cell.runtime;

import io.fleetforge.cell.runtime.CellAnswer.Absent;
import io.fleetforge.cell.runtime.CellAnswer.Busy;
import io.fleetforge.cell.runtime.CellAnswer.Done;
import io.fleetforge.cell.runtime.CellAnswer.Full;
import io.fleetforge.cell.simulation.CellSimulation;
import io.fleetforge.cell.simulation.EntityStore;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One running cell. Only the worker it is pinned to calls {@link #tick} and {@link #end}; everybody else speaks through the
 * bounded mailbox. A tick without input allocates nothing.
 */
public final class CellAgent {

    static final int MAILBOX_CAPACITY = 1024;
    private static final int INPUTS_PER_TICK = 512;

    private final CellAssignment assignment;
    private final int maxPlayers;
    private final double maxStep;
    private final Crossing crossing;
    private final ArrayBlockingQueue<CellInput> mailbox = new ArrayBlockingQueue<>(MAILBOX_CAPACITY);
    private final EntityStore entities = new EntityStore();
    private final AtomicInteger players = new AtomicInteger();
    private final AtomicLong tickMaxNs = new AtomicLong();
    private final AtomicLong latenessMaxNs = new AtomicLong();
    private volatile boolean ended;

    /** Where entities go that step over the edge. Called by the cell's writer. */
    interface Crossing {
        /** True when a cell on this host took the entity; false: hold it at the edge. */
        boolean hand(Entity entity, CellAgent from);
    }

    /**
     * @param maxStep longest way of an entity per tick, world units
     * @param initial entities that were here before a re-cut
     */
    CellAgent(CellAssignment assignment, int maxPlayers, double maxStep, Crossing crossing, List<Entity> initial) {
        this.assignment = assignment;
        this.maxPlayers = maxPlayers;
        this.maxStep = maxStep;
        this.crossing = crossing;
        initial.forEach(entities::add);
        players.set(entities.size());
    }

    public String id() {
        return assignment.id();
    }

    public long epoch() {
        return assignment.epoch();
    }

    public Bounds bounds() {
        return assignment.bounds();
    }

    CellAssignment assignment() {
        return assignment;
    }

    public int players() {
        return players.get();
    }

    public int mailboxDepth() {
        return mailbox.size();
    }

    /** Longest tick since the last call, nanoseconds. */
    public long takeTickMaxNs() {
        return tickMaxNs.getAndSet(0);
    }

    /** Latest tick start after its deadline since the last call, nanoseconds. */
    public long takeLatenessMaxNs() {
        return latenessMaxNs.getAndSet(0);
    }

    /** Queues {@code input}; a full mailbox or an ended cell answers Busy at once. Any thread. */
    public void offer(CellInput input) {
        if (ended || !mailbox.offer(input)) {
            input.answer().complete(new Busy(ended ? "the cell is moving" : "the mailbox is full"));
        } else if (ended) {
            drain();
        }
    }

    /** Applies waiting inputs, then one step. The writer only. */
    void tick() {
        for (var taken = 0; taken < INPUTS_PER_TICK; taken++) {
            var input = mailbox.poll();
            if (input == null) {
                break;
            }
            apply(input);
        }
        if (CellSimulation.step(entities, assignment.bounds(), maxStep) > 0) {
            cross();
        }
    }

    void measured(long latenessNs, long durationNs) {
        raise(latenessMaxNs, latenessNs);
        raise(tickMaxNs, durationNs);
    }

    private static void raise(AtomicLong max, long value) {
        if (value > max.get()) {
            max.set(value);
        }
    }

    /** Ends the cell at a tick boundary: applies what waits, then hands out its entities. The writer only. */
    List<Entity> end() {
        ended = true;
        drain();
        var left = new ArrayList<Entity>(entities.size());
        for (var slot = 0; slot < entities.size(); slot++) {
            left.add(entities.entity(slot));
        }
        return left;
    }

    private void drain() {
        for (var input = mailbox.poll(); input != null; input = mailbox.poll()) {
            input.answer().complete(new Busy("the cell is moving"));
        }
    }

    private void apply(CellInput input) {
        input.answer()
                .complete(
                        switch (input) {
                            case CellInput.Enter(var entity, var answer) -> enter(entity);
                            case CellInput.Aim(var id, var x, var y, var answer) -> aim(id, x, y);
                            case CellInput.Look(var id, var answer) -> look(id);
                            case CellInput.Leave(var id, var answer) -> leave(id);
                        });
    }

    private CellAnswer enter(Entity entity) {
        if (entities.size() >= maxPlayers) {
            return new Full(maxPlayers);
        }
        entities.add(entity);
        players.set(entities.size());
        return new Done(entity, id(), epoch());
    }

    private CellAnswer aim(String id, double x, double y) {
        var slot = entities.slot(id);
        if (slot < 0) {
            return new Absent();
        }
        entities.aim(slot, x, y);
        return new Done(entities.entity(slot), id(), epoch());
    }

    private CellAnswer look(String id) {
        var slot = entities.slot(id);
        return slot < 0 ? new Absent() : new Done(entities.entity(slot), id(), epoch());
    }

    private CellAnswer leave(String id) {
        var slot = entities.slot(id);
        if (slot < 0) {
            return new Absent();
        }
        var entity = entities.remove(slot);
        players.set(entities.size());
        return new Done(entity, id(), epoch());
    }

    private void cross() {
        for (var slot = entities.size() - 1; slot >= 0; slot--) {
            if (assignment.bounds().contains(entities.x(slot), entities.y(slot))) {
                continue;
            }
            var entity = entities.entity(slot);
            if (crossing.hand(entity, this)) {
                entities.remove(slot);
            } else {
                CellSimulation.holdAtEdge(entities, slot, assignment.bounds());
            }
        }
        players.set(entities.size());
    }

    /** A fresh, unanswered future. */
    static CompletableFuture<CellAnswer> unanswered() {
        return new CompletableFuture<>();
    }
}
