package io.fleetforge.cell.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TickPhasesTest {

    private static final long PERIOD_NS = 64_000;

    private final TickPhases phases = new TickPhases(PERIOD_NS, 1_000);

    @Test
    void shouldLieFarApartFirstAndUseEachPhaseBeforeOneTwice() {
        assertThat(IntStream.range(0, 4).map(i -> phases.acquire())).containsExactly(0, 32, 16, 48);

        var used = new HashSet<>(java.util.List.of(0, 32, 16, 48));
        for (var i = 4; i < 64; i++) {
            used.add(phases.acquire());
        }
        assertThat(used).hasSize(64);
        assertThat(phases.acquire()).isZero();
    }

    @Test
    void shouldReuseAReleasedPhase() {
        for (var i = 0; i < 64; i++) {
            phases.acquire();
        }

        phases.release(17);

        assertThat(phases.acquire()).isEqualTo(17);
    }

    @Test
    void shouldBeDueOncePerPeriodAndNeverNow() {
        assertThat(phases.next(1, 1_000)).isEqualTo(2_000);
        assertThat(phases.next(1, 1_999)).isEqualTo(2_000);
        assertThat(phases.next(1, 2_000)).isEqualTo(66_000);
        assertThat(phases.next(0, 1_000 + 7 * PERIOD_NS + 5)).isEqualTo(1_000 + 8 * PERIOD_NS);
        assertThat(phases.next(63, -PERIOD_NS)).isEqualTo(0);
    }
}
