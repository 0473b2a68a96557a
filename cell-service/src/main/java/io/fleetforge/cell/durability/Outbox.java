package io.fleetforge.cell.durability;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Counts what is on its way to Kafka, so that an ending process can wait for it. Thread-safe. */
public final class Outbox {

    private static final Logger LOG = Logger.getLogger(Outbox.class);

    private final AtomicInteger underWay = new AtomicInteger();
    private final ConcurrentLinkedQueue<CompletableFuture<Void>> waiters = new ConcurrentLinkedQueue<>();

    /** Counts {@code sending} until it ends; a failure is logged under {@code what}. Gives the same stage. */
    public CompletionStage<Void> track(String what, CompletionStage<Void> sending) {
        underWay.incrementAndGet();
        return sending.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warnf("%s was not published: %s", what, failure);
            }
            if (underWay.decrementAndGet() == 0) {
                for (var waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
                    waiter.complete(null);
                }
            }
        });
    }

    /** Waits for what is under way, at most {@code millis}. */
    public void flush(long millis) {
        var done = new CompletableFuture<Void>();
        waiters.add(done);
        if (underWay.get() == 0) {
            return;
        }
        try {
            done.get(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("%d records were still under way at the end", underWay.get());
        }
    }
}
