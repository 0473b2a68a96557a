package io.fleetforge.runtime.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaderClockTest {

    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(4);

    private final AtomicLong nowNs = new AtomicLong(1_000);
    private final LeaderClock clock = new LeaderClock(DEADLINE_NS, nowNs::get);

    @Test
    void shouldCoverNothingBeforeTheFirstRenewal() {
        assertThat(clock.covers()).isFalse();
    }

    @Test
    void shouldCoverUntilTheDeadlineCountedFromTheMomentTheRenewalWasSent() {
        // Given a renewal whose answer took a second
        var sentAtNs = nowNs.get();
        nowNs.addAndGet(TimeUnit.SECONDS.toNanos(1));
        clock.renewed(sentAtNs);

        // When time advances to just before the deadline, and to it
        nowNs.set(sentAtNs + DEADLINE_NS - 1);
        var before = clock.covers();
        nowNs.set(sentAtNs + DEADLINE_NS);

        // Then
        assertThat(before).isTrue();
        assertThat(clock.covers()).isFalse();
    }

    @Test
    void shouldDeposeALeaderThatWasStoppedLongerThanTheDeadline() {
        clock.renewed(nowNs.get());

        nowNs.addAndGet(TimeUnit.MINUTES.toNanos(10));

        assertThat(clock.covers()).isFalse();
    }

    @Test
    void shouldCoverNothingOnceLost() {
        clock.renewed(nowNs.get());

        clock.lost();

        assertThat(clock.covers()).isFalse();
    }

    @Test
    void shouldCountSilenceFromTheLastCheckOfTheLease() {
        nowNs.addAndGet(DEADLINE_NS);
        clock.attempted();
        nowNs.addAndGet(DEADLINE_NS);

        assertThat(clock.silentFor(DEADLINE_NS)).isFalse();
        nowNs.incrementAndGet();
        assertThat(clock.silentFor(DEADLINE_NS)).isTrue();
    }
}
