package io.fleetforge.bots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopSignalTest {

    private final StopSignal stopSignal = new StopSignal();

    @Test
    void shouldMoveTheStopForwardOnly() {
        assertThat(stopSignal.isDue()).isFalse();
        stopSignal.stopBy(System.nanoTime());
        stopSignal.stopBy(System.nanoTime() + TimeUnit.HOURS.toNanos(1));
        assertThat(stopSignal.isDue()).isTrue();
    }

    @Test
    void shouldStopAbruptlyOnlyWhenItHasNotStopped() {
        stopSignal.stopNow(false);
        stopSignal.stopNow(true);
        assertThat(stopSignal.isAbrupt()).isFalse();
        assertThat(stopSignal.isDue()).isTrue();
    }
}
