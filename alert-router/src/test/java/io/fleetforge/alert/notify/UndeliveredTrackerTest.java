package io.fleetforge.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.notify.UndeliveredTracker.Owed;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UndeliveredTrackerTest {

    private static final Instant START = Instant.parse("2026-11-27T03:00:00Z");
    private static final Duration AGAIN = Duration.ofMinutes(2);

    private final UndeliveredTracker owed = new UndeliveredTracker();
    private final Set<String> unpaid = new HashSet<>();

    private void failed(String what, Instant now) {
        unpaid.add(what);
        owed.failed(what, new Owed(now, now.plus(AGAIN), () -> unpaid.contains(what)));
    }

    /** Each try is given up after a while: what counts is how long nobody has been told, not how long the last try took. */
    @Test
    void shouldGrowOlderOverTriesUntilItIsTaken_case40() {
        for (var minute = 0; minute <= 60; minute++) {
            failed("a", START.plus(Duration.ofMinutes(minute)));
            failed("b", START.plus(Duration.ofMinutes(minute)));
        }

        assertThat(owed.oldest(START.plus(Duration.ofMinutes(61)))).isEqualTo(Duration.ofMinutes(61));

        unpaid.clear();
        assertThat(owed.oldest(START.plus(Duration.ofMinutes(61)))).isZero();
    }

    @Test
    void shouldForgetWhatNobodyTriesToSayAnyMore() {
        failed("a", START);

        assertThat(owed.oldest(START.plus(AGAIN))).isEqualTo(AGAIN);
        assertThat(owed.oldest(START.plus(AGAIN).plusSeconds(1))).isZero();
    }

    @Test
    void shouldHoldSoManyAndNoMore() {
        for (var each = 0; each < UndeliveredTracker.MOST; each++) {
            failed("g" + each, START);
        }
        failed("one more", START.minusSeconds(60));

        assertThat(owed.oldest(START)).isZero();
    }
}
