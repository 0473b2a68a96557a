package io.fleetforge.cell.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fleetforge.runtime.problem.ProblemException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class JoinLimiterTest {

    private final AtomicLong nowNs = new AtomicLong();
    private final AtomicInteger hosts = new AtomicInteger(1);

    @Test
    void shouldRefuseASourceAboveItsRateAndNoOther() {
        var limiter = limiter(100, 2);

        assertThat(taken(() -> limiter.requireSource("192.0.2.1")))
                .as("twice the rate at once")
                .isEqualTo(4);
        var refused = catchThrowableOfType(ProblemException.class, () -> limiter.requireSource("192.0.2.1"));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers()).containsEntry("Retry-After", "1");
        assertThat(refused).hasMessageContaining("spec.players.limits.joinsPerSecondPerSource");
        limiter.requireSource("192.0.2.2");
        nowNs.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(taken(() -> limiter.requireSource("192.0.2.1"))).isEqualTo(2);
    }

    @Test
    void shouldShareTheRateOfTheWorldAmongItsHosts() {
        hosts.set(5);
        var limiter = limiter(10, 0);

        assertThat(taken(limiter::requireWorld)).isEqualTo(4);
        var refused = catchThrowableOfType(ProblemException.class, limiter::requireWorld);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused).hasMessageContaining("spec.players.limits.joinsPerSecond");
        hosts.set(1);
        assertThat(taken(limiter::requireWorld)).isEqualTo(20);
    }

    private static int taken(Runnable join) {
        for (var joins = 0; joins < 1000; joins++) {
            try {
                join.run();
            } catch (ProblemException e) {
                return joins;
            }
        }
        return 1000;
    }

    private JoinLimiter limiter(int perSecond, int perSource) {
        return new JoinLimiter(new JoinLimits(OptionalInt.empty(), perSecond, perSource), hosts::get, nowNs::get);
    }
}
