package io.fleetforge.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits with a deadline and names what it waited for. */
public final class Await {

    private static final long STEP_MS = 50;

    private Await() {}

    /**
     * Returns when {@code condition} holds; an exception from it counts as "not yet".
     *
     * @throws PlatformException when it does not hold within {@code deadline}; {@code hint} names the place to check
     */
    public static void until(String what, Duration deadline, Callable<Boolean> condition, Supplier<String> hint) {
        var end = System.nanoTime() + deadline.toNanos();
        var last = "";
        while (System.nanoTime() < end) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (PlatformException e) {
                throw e;
            } catch (Exception e) {
                last = ": " + e.getMessage();
            }
            pause(STEP_MS);
        }
        throw new PlatformException(
                "timed out after " + deadline.toSeconds() + " s waiting for " + what + last + "\n" + hint.get());
    }

    /** Pauses; an interrupt ends the platform step. */
    public static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted");
        }
    }
}
