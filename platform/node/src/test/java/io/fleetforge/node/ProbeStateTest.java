package io.fleetforge.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import org.junit.jupiter.api.Test;

class ProbeStateTest {

    private static final long S = 1_000_000_000L;

    @Test
    void shouldWaitForTheInitialDelayAndThePeriod() {
        var state = new ProbeState(probe(), 0);

        assertThat(state.isDue(5 * S - 1)).isFalse();
        assertThat(state.isDue(5 * S)).isTrue();
        state.begin(5 * S);
        assertThat(state.isDue(60 * S)).as("one at a time").isFalse();
        state.end(true);
        assertThat(state.isDue(7 * S)).isFalse();
        assertThat(state.isDue(8 * S)).isTrue();
    }

    @Test
    void shouldPassAfterTheSuccessThreshold() {
        var state = new ProbeState(probe(), 0);

        state.end(true);
        assertThat(state.passed()).isFalse();
        state.end(true);
        assertThat(state.passed()).isTrue();
    }

    @Test
    void shouldStayPassedUntilTheFailureThreshold() {
        var state = new ProbeState(probe(), 0);
        state.end(true);
        state.end(true);

        state.end(false);
        state.end(false);
        assertThat(state.passed()).as("two of three failures").isTrue();
        assertThat(state.failed()).isFalse();

        state.end(false);
        assertThat(state.passed()).isFalse();
        assertThat(state.failed()).isTrue();
    }

    @Test
    void shouldNeedTheSuccessThresholdAgainAfterAFailure() {
        var state = new ProbeState(probe(), 0);
        state.end(false);
        state.end(false);
        state.end(false);

        state.end(true);
        assertThat(state.passed()).isFalse();
        assertThat(state.failed()).as("the run of failures is interrupted").isFalse();
        state.end(true);
        assertThat(state.passed()).isTrue();
    }

    @Test
    void shouldPassWithoutAProbe() {
        var state = new ProbeState(null, 0);

        assertThat(state.passed()).isTrue();
        assertThat(state.failed()).isFalse();
        assertThat(state.isDue(Long.MAX_VALUE)).isFalse();
    }

    private static Probe probe() {
        return new ProbeBuilder()
                .withInitialDelaySeconds(5)
                .withPeriodSeconds(3)
                .withSuccessThreshold(2)
                .withFailureThreshold(3)
                .build();
    }
}
