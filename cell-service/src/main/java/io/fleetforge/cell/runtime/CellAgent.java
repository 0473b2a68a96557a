package io.fleetforge.cell.runtime;

import io.fleetforge.cell.interest.CellSnapshot;
import io.fleetforge.cell.interest.SnapshotPublisher;
import io.fleetforge.cell.replay.InputLog;
import io.fleetforge.cell.replay.Recording;
import io.fleetforge.cell.runtime.CellAnswer.Absent;
import io.fleetforge.cell.runtime.CellAnswer.Busy;
import io.fleetforge.cell.runtime.CellAnswer.Done;
import io.fleetforge.cell.runtime.CellAnswer.Full;
import io.fleetforge.cell.runtime.CellAnswer.Present;
import io.fleetforge.cell.runtime.CellAnswer.Recorded;
import io.fleetforge.cell.runtime.CellAnswer.Refused;
import io.fleetforge.cell.runtime.CellAnswer.Surveyed;
import io.fleetforge.cell.simulation.CellSimulation;
import io.fleetforge.cell.simulation.EntityFaultException;
import io.fleetforge.cell.simulation.EntityStore;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One running cell. Only the worker that it is pinned to calls {@link #tick} and {@link #end}; other threads use the bounded
 * mailbox, neighbouring cells on this host the arrivals. An entity is in exactly one cell's store or arrivals, so arrivals are
 * bounded by the sessions of the host. A tick without input or snapshot requests allocates nothing.
 */
public final class CellAgent {

    static final int MAILBOX_CAPACITY = 1024;
    private static final int INPUTS_PER_TICK = 512;

    private final CellAssignment assignment;
    private final double maxStep;
    private final Surroundings surroundings;
    private final ArrayBlockingQueue<CellInput> mailbox = new ArrayBlockingQueue<>(MAILBOX_CAPACITY);
    private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final EntityStore entities = new EntityStore();
    private final InputLog inputs;
    private final SnapshotPublisher snapshots;
    private final AtomicInteger players = new AtomicInteger();
    private final TickPeaks peaks = new TickPeaks();
    private volatile int maxPlayers;
    private volatile boolean ended;
    private volatile boolean failed;

    /** The other cells of the host, as one cell uses them. Called by the cell's writer. */
    interface Surroundings {
        /** True when a cell on this host accepted the entity; false: hold it at the edge. */
        boolean hand(Entity entity, CellAgent from);

        /** The entity crossed the edge and is in {@code to} now. */
        void arrived(Entity entity, CellAgent to);

        /** The entity left {@code from}, and the requester timed out before the answer. */
        void leftUnacknowledged(Entity entity, CellAgent from);

        /** The cell failed and ticks no longer. */
        void failed(CellAgent cell, RuntimeException fault);
    }

    /**
     * An entity about to enter a cell; returns to {@code from} when the cell is full; null when it must be accepted.
     */
    record Arrival(Entity entity, @Nullable CellAgent from) {}

    /**
     * @param maxPlayers how many the cell admits; entities from a repartition may exceed it
     * @param maxStep longest distance of an entity per tick, world units
     * @param initial entities from a repartition
     */
    CellAgent(
            CellAssignment assignment,
            int maxPlayers,
            double maxStep,
            Surroundings surroundings,
            List<Entity> initial) {
        this.assignment = assignment;
        this.maxPlayers = maxPlayers;
        this.maxStep = maxStep;
        this.snapshots = new SnapshotPublisher(
                new CellSnapshot.Source(assignment.id(), assignment.epoch(), assignment.bounds()));
        this.surroundings = surroundings;
        initial.forEach(entities::add);
        inputs = new InputLog(entities);
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

    public CellState state() {
        return failed ? CellState.FAILED : CellState.RUNNING;
    }

    public CellAssignment assignment() {
        return assignment;
    }

    /** From now on the cell admits {@code limit} players; those above it stay. Any thread. */
    void limitPlayers(int limit) {
        maxPlayers = limit;
    }

    /** Snapshots of this cell, on demand. */
    public SnapshotPublisher snapshots() {
        return snapshots;
    }

    public int players() {
        return players.get();
    }

    public int mailboxDepth() {
        return mailbox.size();
    }

    /** Longest tick since the last call, nanoseconds. */
    public long drainTickMaxNs() {
        return peaks.drainDurationNs();
    }

    /** Latest tick start after its deadline since the last call, nanoseconds. */
    public long drainLatenessMaxNs() {
        return peaks.drainLatenessNs();
    }

    /** Queues {@code input}; a full mailbox answers Busy and an ended cell Absent, at once. Any thread. */
    public void offer(CellInput input) {
        if (ended) {
            input.answer().complete(new Absent());
        } else if (failed || !mailbox.offer(input)) {
            input.answer().complete(new Busy(failed ? "the cell failed" : "the mailbox is full"));
        } else if (ended || failed) {
            drain();
        }
    }

    /** Accepts an entity at the next tick or, when the cell ends before, into its final state; false once it ended. */
    boolean arrive(Arrival arrival) {
        if (ended) {
            return false;
        }
        arrivals.add(arrival);
        // When end() ran in between, either it took the arrival or this call removes it: never both, never neither.
        return !ended || !arrivals.remove(arrival);
    }

    /** Accepts arrivals, applies waiting inputs, then one step. The writer only; a fault fails the cell. */
    void tick() {
        try {
            admit();
            for (var accepted = 0; accepted < INPUTS_PER_TICK; accepted++) {
                var input = mailbox.poll();
                if (input == null) {
                    break;
                }
                apply(input);
            }
            inputs.ticks();
            if (CellSimulation.step(entities, assignment.bounds(), maxStep) > 0) {
                cross();
            }
            snapshots.ticked(entities);
        } catch (RuntimeException e) {
            failed = true;
            drain();
            surroundings.failed(this, e);
        }
    }

    void measured(long latenessNs, long durationNs) {
        peaks.measured(latenessNs, durationNs);
    }

    /** Ends the cell at a tick boundary and returns every entity in it or arriving. The writer only. */
    List<Entity> end() {
        ended = true;
        for (var arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            entities.add(arrival.entity());
        }
        drain();
        return entities.entities();
    }

    private void drain() {
        for (var input = mailbox.poll(); input != null; input = mailbox.poll()) {
            input.answer().complete(ended ? new Absent() : new Busy("the cell failed"));
        }
    }

    private void admit() {
        for (var arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            var from = arrival.from();
            if (from != null && entities.size() >= maxPlayers && from.arrive(turnedBack(arrival.entity(), from))) {
                continue;
            }
            entities.add(arrival.entity());
            inputs.added(arrival.entity());
            players.set(entities.size());
            if (from != null) {
                surroundings.arrived(arrival.entity(), this);
            }
        }
    }

    private static Arrival turnedBack(Entity entity, CellAgent from) {
        return new Arrival(CellSimulation.atEdge(entity, from.bounds()), null);
    }

    private void apply(CellInput input) {
        if (input.answer().isDone()) {
            // The requester timed out and answers so; applying the input now would contradict that.
            return;
        }
        var answer = switch (input) {
            case CellInput.Enter(var entity, var unused) -> enter(entity);
            case CellInput.SetTarget(var id, var x, var y, var unused) -> setTarget(id, x, y);
            case CellInput.Locate(var id, var unused) -> position(id);
            case CellInput.Leave(var id, var unused) -> leave(id);
            case CellInput.ListEntities(var unused) -> checkpoint();
            case CellInput.Record(var unused) -> new Recorded(recording());
            case CellInput.Survey(var unused) -> new Surveyed(entities.positions());
        };
        var waited = input.answer().complete(answer);
        if (!waited && answer instanceof Done(var entity, var cell, var epoch)) {
            unacknowledged(input, entity);
        }
    }

    private Present checkpoint() {
        var present = new Present(entities.entities(), id(), epoch());
        inputs.checkpointed(present.entities());
        return present;
    }

    /** What changed this cell since the checkpoint before its last one. The writer only. */
    public Recording recording() {
        return inputs.recording(id(), epoch(), assignment.bounds(), maxStep);
    }

    /**
     * The requester timed out at the moment of the answer: neither a session without entity nor an entity without session may remain.
     */
    private void unacknowledged(CellInput input, Entity entity) {
        if (input instanceof CellInput.Enter) {
            leave(entity.id());
        } else if (input instanceof CellInput.Leave) {
            surroundings.leftUnacknowledged(entity, this);
        }
    }

    private CellAnswer enter(Entity entity) {
        if (entities.size() >= maxPlayers) {
            return new Full(maxPlayers);
        }
        entities.add(entity);
        inputs.added(entity);
        players.set(entities.size());
        return new Done(entity, id(), epoch());
    }

    private CellAnswer setTarget(String id, double x, double y) {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            return new Refused("x and y must be finite");
        }
        var slot = entities.slot(id);
        if (slot < 0) {
            return new Absent();
        }
        entities.aim(slot, x, y);
        inputs.aimed(slot, x, y);
        return new Done(entities.entity(slot), id(), epoch());
    }

    private CellAnswer position(String id) {
        var slot = entities.slot(id);
        return slot < 0 ? new Absent() : new Done(entities.entity(slot), id(), epoch());
    }

    private CellAnswer leave(String id) {
        var slot = entities.slot(id);
        if (slot < 0) {
            return new Absent();
        }
        var entity = entities.remove(slot);
        inputs.removed(slot);
        players.set(entities.size());
        return new Done(entity, id(), epoch());
    }

    private boolean hand(Entity entity) {
        try {
            return surroundings.hand(entity, this);
        } catch (RuntimeException e) {
            throw new EntityFaultException(entity.id(), e);
        }
    }

    private void cross() {
        for (var slot = entities.size() - 1; slot >= 0; slot--) {
            if (assignment.bounds().contains(entities.x(slot), entities.y(slot))) {
                continue;
            }
            if (hand(entities.entity(slot))) {
                entities.remove(slot);
                inputs.removed(slot);
            } else {
                CellSimulation.holdAtEdge(entities, slot, assignment.bounds());
                inputs.held(slot);
            }
        }
        players.set(entities.size());
    }
}
