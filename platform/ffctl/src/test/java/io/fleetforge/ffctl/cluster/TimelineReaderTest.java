package io.fleetforge.ffctl.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimelineReaderTest {

    @Test
    void shouldCollectNotesAndReportProgressOfAllSources() throws InterruptedException {
        var read = new AtomicInteger();

        var result = TimelineReader.readAll(
                List.of(() -> SourceResult.nothing("a"), () -> SourceResult.nothing("b")),
                Duration.ofSeconds(10),
                (done, all) -> read.incrementAndGet());

        assertThat(result.notes()).containsExactly("a", "b");
        assertThat(read).hasValue(2);
    }

    @Test
    void shouldSkipASourceAfterTheDeadline() throws InterruptedException {
        var never = new CountDownLatch(1);
        TimelineSource slow = () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return SourceResult.nothing("too late");
        };

        var result = TimelineReader.readAll(
                List.of(slow, () -> SourceResult.nothing("a")), Duration.ofSeconds(2), (done, all) -> {});

        assertThat(result.notes()).containsExactly("a", "1 of 2 sources exceeded 2 s: --timeout");
    }
}
