package io.fleetforge.cell.durability;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Sends the records of one key one after the other: the next leaves when the one before was taken or given up. The channel
 * repeats each record by itself, so without this a repeated record could land behind its successor and, the topic being
 * compacted, stand for it. Thread-safe.
 */
public final class KeyedSerializer {

    private final Map<String, CompletableFuture<Void>> last = new ConcurrentHashMap<>();
    private final Executor sender;

    /**
     * @param sender runs what sends, and keeps the order that it is given
     */
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

    /** Keys with a record under way. */
    int underWay() {
        return last.size();
    }
}
