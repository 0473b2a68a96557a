package io.fleetforge.cell.messaging;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Runs something after a while: by the machine's clock, or by that of a simulation. */
public interface Later {

    /** What is given to the executor runs once, after {@code delay}. */
    Executor after(Duration delay);

    /** By the machine's clock, on a thread of the common pool. */
    static Later real() {
        return delay -> CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
