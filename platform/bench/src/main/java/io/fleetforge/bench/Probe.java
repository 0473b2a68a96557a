package io.fleetforge.bench;

import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.CellInput;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A standing player that requests its position at every tick, and the longest wait for an answer. */
final class Probe implements Runnable {

    private static final long AGAIN_NS = 1_000_000;

    private final CellHost host;
    private final String id;
    private final double x;
    private final double y;
    private final AtomicLong longestNs = new AtomicLong();

    Probe(CellHost host, String id, double x, double y) {
        this.host = host;
        this.id = id;
        this.x = x;
        this.y = y;
    }

    /** Since the last call. */
    long drainLongestNs() {
        return longestNs.getAndSet(0);
    }

    @Override
    public void run() {
        var lastNs = 0L;
        while (!Thread.currentThread().isInterrupted()) {
            var answeredNs = locate();
            if (answeredNs == 0) { // between two cells
                LockSupport.parkNanos(AGAIN_NS);
                continue;
            }
            if (lastNs != 0) {
                var gapNs = answeredNs - lastNs;
                longestNs.accumulateAndGet(gapNs, Math::max);
            }
            lastNs = answeredNs;
        }
    }

    /** When the cell's writer answered, measured on its thread; 0 without an answer. */
    private long locate() {
        var cell = host.cellAt(x, y);
        if (cell.isEmpty()) {
            return 0;
        }
        var answer = new CompletableFuture<CellAnswer>();
        var at = answer.thenApply(given -> given instanceof CellAnswer.Done ? System.nanoTime() : 0L);
        cell.get().offer(new CellInput.Locate(id, answer));
        try {
            return at.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
