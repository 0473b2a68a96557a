package io.fleetforge.cell.runtime;

import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.CellState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The workers of a host and which cell is pinned to which. Thread-safe. */
public final class TickScheduler {

    private final List<TickWorker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<CellAgent, TickWorker> pinned = new ConcurrentHashMap<>();
    private final TickWorker.NanoClock clock;
    private final boolean threadless;

    TickScheduler(int workerCount, long periodNs, TickWorker.NanoClock clock, TickMeter meter) {
        this.clock = clock;
        this.threadless = false;
        for (var i = 0; i < workerCount; i++) {
            workers.add(new TickWorker(periodNs, clock, meter));
        }
    }

    /** A scheduler without threads: commands run at once, and cells tick on request. */
    TickScheduler(TickWorker.NanoClock clock) {
        this.clock = clock;
        workers.add(new TickWorker(1, clock, (lateness, duration) -> {}));
        threadless = true;
    }

    /** One tick of every cell that has not failed, on the caller's thread; of a scheduler without threads only. */
    public void tickAll() {
        workers.getFirst().agents().stream()
                .filter(agent -> agent.state() != CellState.FAILED)
                .sorted(Comparator.comparing(CellAgent::id))
                .forEach(CellAgent::tick);
    }

    void start() {
        for (var i = 0; i < workers.size(); i++) {
            threads.add(Thread.ofPlatform().name("tick-" + i).daemon().start(workers.get(i)));
        }
    }

    void stop() {
        workers.forEach(TickWorker::stop);
    }

    /** Pins the cell to the worker with the fewest cells and starts it. */
    CompletableFuture<Void> launch(CellAgent agent) {
        var worker = leastLoaded();
        pinned.put(agent, worker);
        var done = new CompletableFuture<Void>();
        execute(worker, () -> {
            worker.add(agent);
            done.complete(null);
        });
        return done;
    }

    /** Ends the cell at a tick boundary and returns its entities. */
    CompletableFuture<List<Entity>> retire(CellAgent agent) {
        var worker = pinned.remove(agent);
        if (worker == null) {
            return CompletableFuture.completedFuture(List.of());
        }
        var done = new CompletableFuture<List<Entity>>();
        execute(worker, () -> {
            worker.remove(agent);
            done.complete(agent.end());
        });
        return done;
    }

    private void execute(TickWorker worker, Runnable command) {
        if (threadless) {
            command.run();
        } else {
            worker.execute(command);
        }
    }

    /** The clock of the ticks, monotonic nanoseconds. */
    long nowNs() {
        return clock.nowNs();
    }

    /** Longest time a worker has not gone round its loop, nanoseconds. */
    public long stuckNs() {
        var nowNs = clock.nowNs();
        return workers.stream()
                .mapToLong(worker -> nowNs - worker.lastLoopNs())
                .max()
                .orElse(0);
    }

    private TickWorker leastLoaded() {
        var best = workers.getFirst();
        var bestLoad = Long.MAX_VALUE;
        for (var worker : workers) {
            var load = pinned.values().stream().filter(other -> other == worker).count();
            if (load < bestLoad) {
                best = worker;
                bestLoad = load;
            }
        }
        return best;
    }
}
