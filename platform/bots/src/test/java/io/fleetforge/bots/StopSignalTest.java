package io.fleetforge.bots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopSignalTest {

    private final StopSignal closing = new StopSignal();

    @Test
    void shouldComeForwardAndNeverGoOff() {
        assertThat(closing.isDue()).isFalse();
        closing.by(System.nanoTime());
        closing.by(System.nanoTime() + TimeUnit.HOURS.toNanos(1));
        assertThat(closing.isDue()).isTrue();
    }

    @Test
    void shouldBeSilentOnlyWhenNobodyHasGoneYet() {
        closing.now(false);
        closing.now(true);
        assertThat(closing.isSilent()).isFalse();
        assertThat(closing.isDue()).isTrue();
    }
}
