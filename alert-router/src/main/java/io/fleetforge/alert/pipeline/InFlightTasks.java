package io.fleetforge.alert.pipeline;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Prevents that a task starts while the last one of its key is in flight. Thread-safe. */
final class InFlightTasks {

    /** Pause after a failure. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    /** Runs a task unless its key is in flight; the task releases the key when it is complete. */
    void run(String key, Runnable task) {
        if (keys.add(key)) {
            try {
                task.run();
            } catch (RuntimeException e) {
                release(key, RETRY_AFTER);
                throw e;
            }
        }
    }

    void release(String key) {
        keys.remove(key);
    }

    void release(String key, Duration pause) {
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> release(key));
    }
}
