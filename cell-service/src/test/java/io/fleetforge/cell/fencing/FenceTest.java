package io.fleetforge.cell.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.contracts.lease.FencingTimes;
import io.fleetforge.runtime.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FenceTest {

    private long nowNs;
    private final Fence fence = new Fence(() -> nowNs);

    @Test
    void shouldLeaveTimeForRecordsInFlightBeforeAReplacement() {
        assertThat(FencingTimes.RENEW_DEADLINE.plus(FencingTimes.DELIVERY_TIMEOUT.multipliedBy(2)))
                .isLessThanOrEqualTo(FencingTimes.TAKEOVER_TIMEOUT);
    }

    @Test
    void shouldBeOpenedByTheLeaseAlone() {
        assertThat(fence.isOpen()).isFalse();
        fence.telemetryAcknowledged(nowNs);
        assertThat(fence.isOpen()).as("telemetry opens nothing").isFalse();
        fence.leased(nowNs);
        assertThat(fence.isOpen()).isTrue();
    }

    @Test
    void shouldStayOpenWithEitherHeartbeat() {
        fence.leased(nowNs);
        for (var second = 0; second < 60; second++) {
            advance(Duration.ofSeconds(1));
            fence.telemetryAcknowledged(nowNs);
        }
        assertThat(fence.isOpen()).as("the API server is down").isTrue();
        for (var second = 0; second < 60; second++) {
            advance(Duration.ofSeconds(1));
            fence.leased(nowNs);
        }
        assertThat(fence.isOpen()).as("Kafka is down").isTrue();
        assertThat(fence.isFresh()).isFalse();
    }

    @Test
    void shouldCloseWhenBothHeartbeatsFailCountedFromTheirSending() {
        fence.leased(nowNs);
        var sentAtNs = nowNs;
        advance(FencingTimes.RENEW_DEADLINE.minusNanos(1));
        fence.telemetryAcknowledged(sentAtNs);
        assertThat(fence.isOpen()).isTrue();
        advance(Duration.ofNanos(1));
        assertThat(fence.isOpen())
                .as("the answer came late, the evidence is as old as the request")
                .isFalse();

        fence.telemetryAcknowledged(nowNs);
        assertThat(fence.isOpen()).isFalse();
        assertThatThrownBy(fence::requireOpen)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("8 s");
        fence.leased(nowNs);
        assertThat(fence.isOpen()).isTrue();
    }

    @Test
    void shouldNeverOpenAgainWhenReplaced() {
        fence.leased(nowNs);
        fence.replaced();
        assertThat(fence.isOpen()).isFalse();
        fence.leased(nowNs);
        assertThat(fence.isOpen()).isFalse();
    }

    private void advance(Duration time) {
        nowNs += time.toNanos();
    }
}
