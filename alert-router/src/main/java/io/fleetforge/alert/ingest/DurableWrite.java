package io.fleetforge.alert.ingest;

import io.fleetforge.runtime.problem.ProblemException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits until the write of an HTTP request is durable. */
public final class DurableWrite {

    private static final long TIMEOUT_S = 8;

    private DurableWrite() {}

    /**
     * Returns the result of a write.
     *
     * @param what subject of the error message
     * @param then next step in the error message
     * @throws ProblemException 503 when it is not durable within eight seconds
     */
    public static <T> T required(CompletionStage<T> write, String what, String then) {
        try {
            return write.toCompletableFuture().get(TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw ProblemException.retryLater(
                    503, "not-durable", "%s could not be written; %s".formatted(what, then), 5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.retryLater(503, "stopping", "this instance is stopping; " + then, 1);
        }
    }
}
