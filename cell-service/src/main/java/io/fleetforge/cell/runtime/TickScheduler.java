package io.fleetforge.cell.runtime;

import io.fleetforge.cell.simulation.EntityStore.Entity;
import java.util.ArrayList;
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

    TickScheduler(int workerCount, long periodNs, TickWorker.NanoClock clock, TickWorker.TickMeter meter) {
        this.clock = clock;
        for (var i = 0; i < workerCount; i++) {
            workers.add(new TickWorker(periodNs, clock, meter));
        }
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
        worker.execute(() -> {
            worker.add(agent);
            done.complete(null);
        });
        return done;
    }

    /** Ends the cell at a tick boundary and gives its entities. */
    CompletableFuture<List<Entity>> retire(CellAgent agent) {
        var worker = pinned.remove(agent);
        if (worker == null) {
            return CompletableFuture.completedFuture(List.of());
        }
        var done = new CompletableFuture<List<Entity>>();
        worker.execute(() -> {
            worker.remove(agent);
            done.complete(agent.end());
        });
        return done;
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
