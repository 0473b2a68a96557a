package io.fleetforge.alert.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OwnershipTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Ownership ownership = new Ownership(8, "mine");

    @Test
    void shouldOwnPartitionOnlyAfterItsClaimWasReadBack() {
        ownership.assigned(3, NOW);
        var claim = ownership.due(NOW).getFirst();

        assertThat(ownership.owns(3)).isFalse();
        assertThat(ownership.read(3, "mine", claim.number(), NOW)).isTrue();
        assertThat(ownership.owns(3)).isTrue();
        assertThat(ownership.due(NOW)).isEmpty();
    }

    /**
     * Disconnected from the broker it must not act: its state is outdated, and another instance may have taken over.
     */
    @Test
    void shouldBeStaleWhenItsClaimIsNotReadBack() {
        ownership.assigned(3, NOW);
        var claim = ownership.due(NOW).getFirst();
        ownership.read(3, "mine", claim.number(), NOW);

        var again = ownership.due(NOW.plusSeconds(2));
        ownership.read(3, "mine", again.getFirst().number(), NOW.plusSeconds(2));

        assertThat(again).containsExactly(claim);
        assertThat(ownership.isStale(NOW.plusSeconds(10))).isFalse();
        assertThat(ownership.isStale(NOW.plusSeconds(11))).isTrue();
    }

    @Test
    void shouldLosePartitionToLaterClaimAndClaimAgainWhileAssigned() {
        ownership.assigned(3, NOW);
        ownership.read(3, "mine", ownership.due(NOW).getFirst().number(), NOW);

        assertThat(ownership.read(3, "other", 1, NOW)).isTrue();

        assertThat(ownership.owns(3)).isFalse();
        assertThat(ownership.due(NOW)).isEmpty();
        assertThat(ownership.due(NOW.plusSeconds(2))).hasSize(1);
    }

    @Test
    void shouldIgnoreOtherClaimBeforeItsOwn() {
        ownership.assigned(3, NOW);
        var claim = ownership.due(NOW).getFirst();

        ownership.read(3, "other", 9, NOW);

        assertThat(ownership.read(3, "mine", claim.number(), NOW)).isTrue();
        assertThat(ownership.owns(3)).isTrue();
    }

    @Test
    void shouldIgnoreOldClaimAfterSuspension() {
        ownership.assigned(3, NOW);
        var first = ownership.due(NOW).getFirst();
        ownership.read(3, "mine", first.number(), NOW);

        ownership.suspend(NOW);

        assertThat(ownership.owns(3)).isFalse();
        assertThat(ownership.read(3, "mine", first.number(), NOW)).isFalse();
        assertThat(ownership.due(NOW).getFirst().number()).isGreaterThan(first.number());
    }

    @Test
    void shouldLosePartitionWhenRevoked() {
        ownership.assigned(3, NOW);
        ownership.read(3, "mine", ownership.due(NOW).getFirst().number(), NOW);

        ownership.revoked(3);

        assertThat(ownership.owns(3)).isFalse();
        assertThat(ownership.owned()).isZero();
    }

    @Test
    void shouldSpreadGroupsOverAllPartitions() {
        var used = IntStream.range(0, 1000)
                .map(each -> ownership.partitionOf("{}:{alertname=\"A" + each + "\"}"))
                .boxed()
                .distinct()
                .toList();

        assertThat(used).hasSize(8);
    }
}
