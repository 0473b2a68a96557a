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
    void shouldLeaveTimeForWordsUnderWayBeforeAnybodyTakesOver() {
        assertThat(FencingTimes.RENEW_DEADLINE.plus(FencingTimes.DELIVERY_TIMEOUT.multipliedBy(2)))
                .isLessThanOrEqualTo(FencingTimes.TAKEOVER_TIMEOUT);
    }

    @Test
    void shouldBeOpenedByTheLeaseAlone() {
        assertThat(fence.isOpen()).isFalse();
        fence.heard(nowNs);
        assertThat(fence.isOpen()).as("telemetry opens nothing").isFalse();
        fence.leased(nowNs);
        assertThat(fence.isOpen()).isTrue();
    }

    @Test
    void shouldBeHeldOpenByEitherProof() {
        fence.leased(nowNs);
        for (var second = 0; second < 60; second++) {
            pass(Duration.ofSeconds(1));
            fence.heard(nowNs);
        }
        assertThat(fence.isOpen()).as("the API server is down").isTrue();
        for (var second = 0; second < 60; second++) {
            pass(Duration.ofSeconds(1));
            fence.leased(nowNs);
        }
        assertThat(fence.isOpen()).as("Kafka is down").isTrue();
        assertThat(fence.isFresh()).isFalse();
    }

    @Test
    void shouldCloseWhenBothStayOutAndCountFromWhenTheyWereSent() {
        fence.leased(nowNs);
        var sentAtNs = nowNs;
        pass(FencingTimes.RENEW_DEADLINE.minusNanos(1));
        fence.heard(sentAtNs);
        assertThat(fence.isOpen()).isTrue();
        pass(Duration.ofNanos(1));
        assertThat(fence.isOpen())
                .as("the answer came late, the proof is as old as the question")
                .isFalse();

        fence.heard(nowNs);
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

    private void pass(Duration time) {
        nowNs += time.toNanos();
    }
}
