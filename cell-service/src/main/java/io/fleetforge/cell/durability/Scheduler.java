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
     * Runs what it is given as soon as it can, one after the other in the order it was given. Whoever takes sessions up one by
     * one has the next before the words about the last are written.
     */
    Executor soon();

    /** What is given to the executor runs once, after {@code delay}. */
    Executor after(Duration delay);

    /** By the machine's clock: soon on a thread of its own, which sees the span of who gave, later on one of the common pool. */
    static Scheduler real() {
        var words = Context.taskWrapping(Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("words").factory()));
        return new Scheduler() {
            @Override
            public Executor soon() {
                return words;
            }

            @Override
            public Executor after(Duration delay) {
                return CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
            }
        };
    }
}
