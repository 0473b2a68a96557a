package io.fleetforge.cell.durability;

import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Runs something on another thread or after a while: by the machine's clock, or by that of a simulation. */
public interface Scheduler {

    /**
     * Runs tasks soon, one after the other in submission order, so that adopting many sessions does not wait for the record of
     * each.
     */
    Executor soon();

    /** An executor that runs each task once, after {@code delay}. */
    Executor after(Duration delay);

    /**
     * By the machine's clock: {@link #soon} on a thread of its own in the span of the submitter, {@link #after} on the common pool.
     */
    static Scheduler real() {
        var sender = Context.taskWrapping(Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("session-records").factory()));
        return new Scheduler() {
            @Override
            public Executor soon() {
                return sender;
            }

            @Override
            public Executor after(Duration delay) {
                return CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
            }
        };
    }
}
