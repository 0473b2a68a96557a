package io.fleetforge.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {

    private static final Duration PERIOD = Duration.ofMillis(1);

    @Test
    void shouldRunAgainAfterARunThatFailed() throws InterruptedException {
        var third = new CountDownLatch(3);
        try (var task = new PeriodicTask("failing")) {
            task.startAtRate(PERIOD, () -> {
                third.countDown();
                throw new IllegalStateException("every run fails");
            });

            assertThat(third.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldLetARunInProgressEndAndRunNothingAfterwards() throws InterruptedException {
        var started = new CountDownLatch(1);
        var ended = new AtomicInteger();
        var task = new PeriodicTask("counting");
        task.startWithDelay(Duration.ZERO, PERIOD, () -> {
            started.countDown();
            ended.incrementAndGet();
        });
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(task.closeWithin(Duration.ofSeconds(10))).isTrue();

        var runs = ended.get();
        assertThat(runs).isPositive();
        assertThatThrownBy(() -> task.execute(ended::incrementAndGet)).isInstanceOf(RejectedExecutionException.class);
        assertThat(ended).hasValue(runs);
    }
}
