package io.fleetforge.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.notify.UndeliveredTracker.Undelivered;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UndeliveredTrackerTest {

    private static final Instant START = Instant.parse("2026-11-27T03:00:00Z");
    private static final Duration RETRY_AFTER = Duration.ofMinutes(2);

    private final UndeliveredTracker tracker = new UndeliveredTracker();
    private final Set<String> pending = new HashSet<>();

    private void failed(String what, Instant now) {
        pending.add(what);
        tracker.failed(what, new Undelivered(now, now.plus(RETRY_AFTER), () -> pending.contains(what)));
    }

    /** Each attempt is abandoned after a while: the age counts from the first attempt. */
    @Test
    void shouldGrowOlderOverAttemptsUntilDelivered() {
        for (var minute = 0; minute <= 60; minute++) {
            failed("a", START.plus(Duration.ofMinutes(minute)));
            failed("b", START.plus(Duration.ofMinutes(minute)));
        }

        assertThat(tracker.oldest(START.plus(Duration.ofMinutes(61)))).isEqualTo(Duration.ofMinutes(61));

        pending.clear();
        assertThat(tracker.oldest(START.plus(Duration.ofMinutes(61)))).isZero();
    }

    @Test
    void shouldDropEntryWhenItIsNotRetriedInTime() {
        failed("a", START);

        assertThat(tracker.oldest(START.plus(RETRY_AFTER))).isEqualTo(RETRY_AFTER);
        assertThat(tracker.oldest(START.plus(RETRY_AFTER).plusSeconds(1))).isZero();
    }

    @Test
    void shouldIgnoreNewEntryWhenFull() {
        for (var each = 0; each < UndeliveredTracker.MAX_ENTRIES; each++) {
            failed("g" + each, START);
        }
        failed("one more", START.minusSeconds(60));

        assertThat(tracker.oldest(START)).isZero();
    }
}
