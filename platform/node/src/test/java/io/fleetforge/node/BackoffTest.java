package io.fleetforge.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void shouldRestartAtOnceThenDoubleFromTenSecondsToFiveMinutes() {
        var delays = new ArrayList<Long>();
        var backoff = Backoff.none();
        for (var end = 0; end < 8; end++) {
            backoff = backoff.ended(Duration.ofSeconds(1));
            delays.add(backoff.delay().toSeconds());
        }

        assertThat(delays).containsExactly(0L, 10L, 20L, 40L, 80L, 160L, 300L, 300L);
    }

    @Test
    void shouldResetAfterTenMinutesOfRunning() {
        var backoff = new Backoff(6);

        assertThat(backoff.ended(Duration.ofMinutes(10)).delay()).isZero();
        assertThat(backoff.ended(Duration.ofMinutes(9)).delay()).isEqualTo(Duration.ofMinutes(5));
    }
}
