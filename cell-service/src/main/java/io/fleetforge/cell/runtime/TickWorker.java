package io.fleetforge.cell.runtime;

import io.fleetforge.contracts.message.CellState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread that ticks the cells pinned to it, earliest deadline first, each in its phase of the period. Between deadlines
 * it parks. A late worker skips the ticks it missed, and reports how many: the world slows down instead of bursting. Commands from
 * other threads run between two ticks.
 */
final class TickWorker implements Runnable {

    private static final long IDLE_NS = 50_000_000L;

    /** Source of monotonic nanoseconds. */
    interface NanoClock {
        long nowNs();
    }

    private static final class Due {
        final CellAgent agent;
        final int phase;
        long deadlineNs;

        Due(CellAgent agent, int phase, long deadlineNs) {
            this.agent = agent;
            this.phase = phase;
            this.deadlineNs = deadlineNs;
        }
    }

    private final NanoClock clock;
    private final TickMeter meter;
    private final TickPhases phases;
    private final PriorityQueue<Due> heap = new PriorityQueue<>(Comparator.comparingLong(due -> due.deadlineNs));
    private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private volatile long lastLoopNs;
    private volatile boolean stopping;
    private volatile @Nullable Thread thread;

    TickWorker(long periodNs, NanoClock clock, TickMeter meter) {
        this.clock = clock;
        this.meter = meter;
        this.lastLoopNs = clock.nowNs();
        this.phases = new TickPhases(periodNs, lastLoopNs);
    }

    /** When the worker last ran its loop; the value of a stuck worker does not advance. */
    long lastLoopNs() {
        return lastLoopNs;
    }

    /** Runs {@code command} on the worker between two ticks. Any thread. */
    void execute(Runnable command) {
        commands.add(command);
        LockSupport.unpark(thread);
    }

    void stop() {
        stopping = true;
        LockSupport.unpark(thread);
    }

    /** Adds a cell; its first tick is due now, the next in its phase. The worker only. */
    void add(CellAgent agent) {
        heap.add(new Due(agent, phases.acquire(), clock.nowNs()));
    }

    /** Removes a cell from the heap; false when it is not there. The worker only. */
    boolean remove(CellAgent agent) {
        return heap.removeIf(due -> {
            if (due.agent != agent) {
                return false;
            }
            phases.release(due.phase);
            return true;
        });
    }

    List<CellAgent> agents() {
        var agents = new ArrayList<CellAgent>();
        heap.forEach(due -> agents.add(due.agent));
        return agents;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        while (!stopping) {
            var waitNs = loop();
            if (waitNs > 0) {
                LockSupport.parkNanos(waitNs);
            }
        }
    }

    /**
     * One pass: commands, then every cell that was due when the pass began. What becomes due meanwhile waits for the next pass, so
     * commands and the liveness time are served under any load. Returns how long nothing is due, nanoseconds.
     */
    long loop() {
        var loopStartNs = clock.nowNs();
        lastLoopNs = loopStartNs;
        for (var command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
        for (var due = heap.peek(); due != null && due.deadlineNs <= loopStartNs; due = heap.peek()) {
            heap.poll();
            tick(due);
            if (due.agent.state() == CellState.FAILED) {
                phases.release(due.phase);
            } else {
                heap.add(due);
            }
        }
        var next = heap.peek();
        return next == null ? IDLE_NS : Math.min(IDLE_NS, Math.max(0, next.deadlineNs - clock.nowNs()));
    }

    private void tick(Due due) {
        var startNs = clock.nowNs();
        due.agent.tick();
        var endNs = clock.nowNs();
        due.agent.measured(startNs - due.deadlineNs, endNs - startNs);
        meter.ticked(startNs - due.deadlineNs, endNs - startNs);
        var nextNs = phases.next(due.phase, startNs);
        var skipped = phases.periods(nextNs - due.deadlineNs) - 1;
        if (skipped > 0) {
            meter.skipped(skipped);
        }
        due.deadlineNs = nextNs;
    }
}
