package io.fleetforge.cell.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeyedSerializerTest {

    private final KeyedSerializer serializer = new KeyedSerializer(Runnable::run);
    private final List<String> sent = new ArrayList<>();

    @Test
    void shouldSendTheNextRecordOfAKeyOnlyWhenTheOneBeforeWasAcknowledged() {
        var first = new CompletableFuture<Void>();
        var lives = serializer.send("a", () -> send("a lives", first));
        var ended = serializer.send("a", () -> send("a ended", CompletableFuture.completedFuture(null)));
        var other = serializer.send("b", () -> send("b lives", CompletableFuture.completedFuture(null)));

        assertThat(sent).containsExactly("a lives", "b lives");
        assertThat(other.toCompletableFuture()).isCompleted();
        assertThat(ended.toCompletableFuture()).isNotDone();
        assertThat(serializer.isInFlight("a")).isTrue();
        assertThat(serializer.isInFlight("b")).isFalse();

        first.complete(null);

        assertThat(sent).containsExactly("a lives", "b lives", "a ended");
        assertThat(lives.toCompletableFuture()).isCompleted();
        assertThat(ended.toCompletableFuture()).isCompleted();
        assertThat(serializer.inFlight()).isZero();
    }

    @Test
    void shouldSendTheNextRecordWhenOneFailed() {
        var first = new CompletableFuture<Void>();
        var lives = serializer.send("a", () -> send("a lives", first));
        var ended = serializer.send("a", () -> send("a ended", CompletableFuture.completedFuture(null)));

        first.completeExceptionally(new IllegalStateException("no broker"));

        assertThat(lives.toCompletableFuture()).isCompletedExceptionally();
        assertThat(ended.toCompletableFuture()).isCompleted();
        assertThat(sent).containsExactly("a lives", "a ended");
        assertThat(serializer.inFlight()).isZero();
    }

    private CompletableFuture<Void> send(String what, CompletableFuture<Void> taken) {
        sent.add(what);
        return taken;
    }
}
