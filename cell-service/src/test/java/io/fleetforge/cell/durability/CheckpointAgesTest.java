package io.fleetforge.cell.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointAgesTest {

    private long nowMs = 1_000_000;
    private final InstantSource now = () -> Instant.ofEpochMilli(nowMs);
    private final Clock clock = now.withZone(ZoneOffset.UTC);
    private final CheckpointAges ages = new CheckpointAges(clock);

    @Test
    void shouldReportTheOldestOfTheRunningCells() {
        ages.checkpointed("c-1", nowMs - 8000);
        ages.checkpointed("c-2", nowMs - 3000);

        assertThat(ages.oldestMs(List.of("c-1", "c-2"))).isEqualTo(8000);
        assertThat(ages.oldestMs(List.of("c-2"))).isEqualTo(3000);
        assertThat(ages.oldestMs(List.of())).isZero();
    }

    @Test
    void shouldCountACellWithoutCheckpointFromItsFirstObservationAndIgnoreOlderCheckpoints() {
        assertThat(ages.oldestMs(List.of("c-1"))).isZero();
        nowMs += 5000;
        assertThat(ages.oldestMs(List.of("c-1"))).isEqualTo(5000);

        ages.checkpointed("c-1", nowMs - 1000);
        ages.checkpointed("c-1", nowMs - 4000);

        assertThat(ages.oldestMs(List.of("c-1"))).isEqualTo(1000);
    }

    @Test
    void shouldReportTheAgeOfTheOldestRecordInFlight() {
        var records = new InFlightRecords(clock);
        var first = records.begin();
        nowMs += 700;
        var second = records.begin();
        nowMs += 300;

        assertThat(records.oldestMs()).isEqualTo(1000);
        records.acknowledged(first);
        assertThat(records.oldestMs()).isEqualTo(300);
        records.acknowledged(second);
        assertThat(records.oldestMs()).isZero();
    }
}
