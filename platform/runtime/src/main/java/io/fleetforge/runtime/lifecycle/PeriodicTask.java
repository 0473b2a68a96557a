package io.fleetforge.runtime.lifecycle;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Runs a task at intervals on a daemon thread of its own, created with the first run. A task that throws is logged and runs
 * again at its next time. Thread-safe; to be started once.
 */
public final class PeriodicTask implements Executor, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PeriodicTask.class);

    private final String name;
    private final ScheduledExecutorService timer;

    /**
     * @param name of the thread
     */
    public PeriodicTask(String name) {
        this.name = name;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Runs {@code task} each {@code period}, the first time after one; a late run delays none of the following. */
    @SuppressWarnings("FutureReturnValueIgnored") // run() never throws, so the schedule never ends by itself
    public void startAtRate(Duration period, Runnable task) {
        timer.scheduleAtFixedRate(() -> run(task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs {@code task} after {@code initialDelay}, and again {@code delay} after the end of each run. */
    @SuppressWarnings("FutureReturnValueIgnored") // run() never throws, so the schedule never ends by itself
    public void startWithDelay(Duration initialDelay, Duration delay, Runnable task) {
        timer.scheduleWithFixedDelay(() -> run(task), initialDelay.toNanos(), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "periodic task %s failed", name);
        }
    }

    /**
     * Runs {@code command} on the thread of the task, between two of its runs.
     *
     * @throws java.util.concurrent.RejectedExecutionException when this is closed
     */
    @Override
    public void execute(Runnable command) {
        timer.execute(command);
    }

    /** Stops, and interrupts a run in progress. */
    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Stops, and waits for a run in progress; false when it did not end within {@code timeout}, or the caller is interrupted. */
    public boolean closeWithin(Duration timeout) {
        timer.shutdown();
        try {
            return timer.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
