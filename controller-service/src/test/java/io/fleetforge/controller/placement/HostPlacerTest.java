package io.fleetforge.controller.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.controller.placement.HostPlacer.Wish;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostPlacerTest {

    @Test
    void shouldFillLowestOrdinalsWhenNothingRuns() {
        var placement = HostPlacer.place("w", wishes(5, null), 2);

        assertThat(placement.values()).containsExactly("w-0", "w-0", "w-1", "w-1", "w-2");
    }

    @Test
    void shouldMoveNothingWhenAllFits() {
        var wishes = List.of(new Wish("a", "w-1", true), new Wish("b", "w-0", true), new Wish("c", "w-1", true));

        assertThat(HostPlacer.place("w", wishes, 2))
                .containsEntry("a", "w-1")
                .containsEntry("b", "w-0")
                .containsEntry("c", "w-1");
    }

    @Test
    void shouldLetNewCellsGoRatherThanRunningOnes() {
        var wishes = List.of(
                new Wish("child", "w-0", false),
                new Wish("sibling", "w-0", false),
                new Wish("a", "w-0", true),
                new Wish("b", "w-0", true));

        assertThat(HostPlacer.place("w", wishes, 3))
                .containsEntry("a", "w-0")
                .containsEntry("b", "w-0")
                .containsEntry("child", "w-0")
                .containsEntry("sibling", "w-1");
    }

    @Test
    void shouldEmptyTheHighestHostWhenFewerAreNeeded() {
        var wishes = List.of(new Wish("a", "w-0", true), new Wish("b", "w-1", true), new Wish("c", "w-2", true));

        assertThat(new HashSet<>(HostPlacer.place("w", wishes, 2).values())).containsExactlyInAnyOrder("w-0", "w-1");
    }

    @Test
    void shouldNeverOverfillAndUseFewestHostsForRandomWishes() {
        for (var seed = 0L; seed < 500; seed++) {
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            var perHost = 1 + random.nextInt(10);
            var wishes = IntStream.range(0, 1 + random.nextInt(60))
                    .mapToObj(i -> new Wish("c" + i, random.nextBoolean() ? "w-" + random.nextInt(20) : null, true))
                    .toList();

            var placement = HostPlacer.place("w", wishes, perHost);

            var load = placement.values().stream().collect(Collectors.groupingBy(h -> h, Collectors.counting()));
            assertThat(placement.keySet()).as("seed %d", seed).hasSize(wishes.size());
            assertThat(load.values()).as("seed %d", seed).allMatch(cells -> cells <= perHost);
            assertThat(load).as("seed %d", seed).hasSize(Math.ceilDiv(wishes.size(), perHost));
        }
    }

    @Test
    void shouldRefuseWhenCellsPerHostIsNotPositive() {
        assertThatThrownBy(() -> HostPlacer.place("w", wishes(1, null), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cellsPerHost");
    }

    private static List<Wish> wishes(int count, String host) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Wish("c" + i, host, true))
                .toList();
    }
}
