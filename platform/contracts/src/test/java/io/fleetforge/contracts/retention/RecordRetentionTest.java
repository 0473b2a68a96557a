package io.fleetforge.contracts.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordRetentionTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({"PT10M, PT3M20S", "PT1H, PT20M", "PT72H, PT24H", "PT168H, PT24H"})
    void shouldWriteALivingSessionAgainInAThirdOfThePeriodAndEachDay(Duration period, Duration after) {
        assertThat(RecordRetention.refreshAfter(period)).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "100, 100", "400, 200", "401, 201", "10000, 1000"})
    void shouldWriteHalfOfACellInOneRoundWithinLimits(int players, int round) {
        assertThat(RecordRetention.round(players)).isEqualTo(round);
    }

    /** Every combination of limits, simulated round by round: no record of a living session is ever as old as one that is removed. */
    @ParameterizedTest
    @CsvSource({
        "PT10M, PT1S, 100",
        "PT10M, PT30S, 10000",
        "PT10M, PT5M, 1000",
        "PT10M, PT24H, 10000",
        "PT1H, PT5M, 401",
        "PT168H, PT30S, 10000",
        "PT168H, PT24H, 10000"
    })
    void shouldRemoveNoRecordOfALivingSession(Duration period, Duration interval, int players) {
        var retention = new RecordRetention(period, interval, players);
        var written = new long[players];
        var oldest = 0L;
        var next = 0;
        var round = interval.toMillis();
        for (var now = 0L; now <= 3 * retention.removedAfter().toMillis() + 3 * round; now += round) {
            for (var left = RecordRetention.round(players); left > 0; left--) {
                if (now - written[next] < RecordRetention.refreshAfter(period).toMillis()) {
                    break;
                }
                oldest = Math.max(oldest, now - written[next]);
                written[next] = now;
                next = (next + 1) % players;
            }
        }
        assertThat(oldest).isPositive().isLessThan(retention.refreshedAfter().toMillis());
        assertThat(retention.removedAfter()).isGreaterThanOrEqualTo(retention.refreshedAfter());
    }

    @Test
    void shouldRemoveAtThePeriodWhenThatIsLongEnough() {
        assertThat(new RecordRetention(Duration.ofHours(1), INTERVAL, 1000).removedAfter())
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void shouldRefuseAPeriodOfNothing() {
        assertThatThrownBy(() -> new RecordRetention(Duration.ZERO, INTERVAL, 1))
                .hasMessageContaining("positive");
    }
}
