package io.fleetforge.contracts.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordRetentionTest {

    @ParameterizedTest
    @CsvSource({"PT10M, PT3M20S", "PT1H, PT20M", "PT72H, PT24H", "PT168H, PT24H"})
    void shouldWriteALivingSessionAgainInAThirdOfThePeriodAndEachDay(Duration period, Duration after) {
        assertThat(new RecordRetention(period).refreshAfter()).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({
        "PT10M, PT1S, PT10M",
        "PT10M, PT10M, PT25M",
        "PT1H, PT24H, PT48H5M",
        "PT168H, PT24H, PT168H",
    })
    void shouldRemoveNoCheckpointThatALivingCellStillReplaces(Duration period, Duration interval, Duration after) {
        assertThat(new RecordRetention(period).removedAfter(interval)).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({"PT10M, PT30S", "PT1H, PT10M", "PT168H, PT24H"})
    void shouldWaitLongerThanUntilEveryLivingSessionIsWritten(Duration period, Duration interval) {
        var retention = new RecordRetention(period);
        assertThat(retention.readyFor(interval))
                .isGreaterThan(retention.refreshAfter().plus(interval));
    }

    @Test
    void shouldRefuseAPeriodOfNothing() {
        assertThatThrownBy(() -> new RecordRetention(Duration.ZERO)).hasMessageContaining("positive");
    }
}
