package io.fleetforge.cell.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AbsentSessionsTest {

    private final AtomicLong nowNs = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final AbsentSessions absent = new AbsentSessions(nowNs::get);

    @Test
    void shouldNotExpectASessionWithoutEnd() {
        assertThat(absent.mayArrive("s-1")).isTrue();
        nowNs.addAndGet(AbsentSessions.LIMIT.minus(Duration.ofSeconds(1)).toNanos());
        assertThat(absent.mayArrive("s-1")).isTrue();

        nowNs.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(absent.mayArrive("s-1")).isFalse();
        assertThat(absent.mayArrive("s-2")).as("requested for the first time").isTrue();
    }

    @Test
    void shouldExpectASessionAnewAfterItWasHere() {
        absent.mayArrive("s-1");
        absent.arrived("s-1");
        nowNs.addAndGet(AbsentSessions.LIMIT.toNanos());

        assertThat(absent.mayArrive("s-1")).isTrue();
    }
}
