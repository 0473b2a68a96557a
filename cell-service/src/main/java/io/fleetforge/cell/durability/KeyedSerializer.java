package io.fleetforge.cell.durability;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Sends the records of one key one after the other: the next is sent when the one before was acknowledged or failed. The
 * producer retries each record by itself, so without this a retried record could land behind its successor and, after
 * compaction, replace it. Thread-safe.
 */
public final class KeyedSerializer {

    private final Map<String, CompletableFuture<Void>> last = new ConcurrentHashMap<>();
    private final Executor sender;

    /** @param sender runs the sends, in the order of submission */
    public KeyedSerializer(Executor sender) {
        this.sender = sender;
    }

    public CompletionStage<Void> send(String key, Supplier<CompletionStage<Void>> sending) {
        var mine = new CompletableFuture<Void>();
        var before = last.put(key, mine);
        var turn = before == null
                ? CompletableFuture.<Void>completedFuture(null)
                : before.handle((done, failure) -> (Void) null);
        var unused = turn.thenComposeAsync(ignored -> sending.get(), sender).whenComplete((done, failure) -> {
            last.remove(key, mine);
            if (failure == null) {
                mine.complete(null);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }

    /** Whether a record of {@code key} is in flight, or waits for one. */
    public boolean isInFlight(String key) {
        return last.containsKey(key);
    }

    /** Keys with a record in flight. */
    int inFlight() {
        return last.size();
    }
}
