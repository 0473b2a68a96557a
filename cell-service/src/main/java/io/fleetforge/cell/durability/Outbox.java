package io.fleetforge.cell.durability;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Counts records in flight to Kafka, so that a stopping process can wait for them. Thread-safe. */
public final class Outbox {

    private static final Logger LOG = Logger.getLogger(Outbox.class);

    private final AtomicInteger inFlight = new AtomicInteger();
    private final ConcurrentLinkedQueue<CompletableFuture<Void>> waiters = new ConcurrentLinkedQueue<>();
    private final Executor soon;

    /** @param soon runs sends one after the other, so that the caller does not wait for a full buffer */
    public Outbox(Executor soon) {
        this.soon = soon;
    }

    /** Sends soon, as {@link #track}. */
    public void send(String what, Supplier<CompletionStage<Void>> sending) {
        track(what, CompletableFuture.supplyAsync(sending, soon).thenCompose(sent -> sent));
    }

    /** Counts {@code sending} until it completes and returns it; a failure is logged under {@code what}. */
    public CompletionStage<Void> track(String what, CompletionStage<Void> sending) {
        inFlight.incrementAndGet();
        return sending.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warnf("%s was not published: %s", what, failure);
            }
            if (inFlight.decrementAndGet() == 0) {
                for (var waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
                    waiter.complete(null);
                }
            }
        });
    }

    /** Completes when no record is in flight. */
    public CompletionStage<Void> whenEmpty() {
        var done = new CompletableFuture<Void>();
        waiters.add(done);
        if (isEmpty()) {
            done.complete(null);
        }
        return done;
    }

    /** Whether no record is in flight. */
    public boolean isEmpty() {
        return inFlight.get() == 0;
    }

    /** Waits until no record is in flight, at most {@code millis}; false when one still is. */
    public boolean flush(long millis) {
        try {
            whenEmpty().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("%d records were still in flight at shutdown", inFlight.get());
            return false;
        }
    }
}
