package io.fleetforge.controller.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.controller.placement.HostPlacer.Request;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostPlacerTest {

    @Test
    void shouldFillLowestOrdinalsWhenNothingRuns() {
        var placement = HostPlacer.place("w", requests(5, null), 2);

        assertThat(placement.values()).containsExactly("w-0", "w-0", "w-1", "w-1", "w-2");
    }

    @Test
    void shouldMoveNothingWhenAllFits() {
        var requests =
                List.of(new Request("a", "w-1", true), new Request("b", "w-0", true), new Request("c", "w-1", true));

        assertThat(HostPlacer.place("w", requests, 2))
                .containsEntry("a", "w-1")
                .containsEntry("b", "w-0")
                .containsEntry("c", "w-1");
    }

    @Test
    void shouldMoveNewCellsRatherThanRunningOnes() {
        var requests = List.of(
                new Request("child", "w-0", false),
                new Request("sibling", "w-0", false),
                new Request("a", "w-0", true),
                new Request("b", "w-0", true));

        assertThat(HostPlacer.place("w", requests, 3))
                .containsEntry("a", "w-0")
                .containsEntry("b", "w-0")
                .containsEntry("child", "w-0")
                .containsEntry("sibling", "w-1");
    }

    @Test
    void shouldEmptyTheHighestHostWhenFewerAreNeeded() {
        var requests =
                List.of(new Request("a", "w-0", true), new Request("b", "w-1", true), new Request("c", "w-2", true));

        assertThat(new HashSet<>(HostPlacer.place("w", requests, 2).values())).containsExactlyInAnyOrder("w-0", "w-1");
    }

    @Test
    void shouldNeverOverfillAndUseFewestHostsForRandomRequests() {
        for (var seed = 0L; seed < 500; seed++) {
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            var perHost = 1 + random.nextInt(10);
            var requests = IntStream.range(0, 1 + random.nextInt(60))
                    .mapToObj(i -> new Request("c" + i, random.nextBoolean() ? "w-" + random.nextInt(20) : null, true))
                    .toList();

            var placement = HostPlacer.place("w", requests, perHost);

            var load = placement.values().stream().collect(Collectors.groupingBy(h -> h, Collectors.counting()));
            assertThat(placement.keySet()).as("seed %d", seed).hasSize(requests.size());
            assertThat(load.values()).as("seed %d", seed).allMatch(cells -> cells <= perHost);
            assertThat(load).as("seed %d", seed).hasSize(Math.ceilDiv(requests.size(), perHost));
        }
    }

    @Test
    void shouldRefuseWhenCellsPerHostIsNotPositive() {
        assertThatThrownBy(() -> HostPlacer.place("w", requests(1, null), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cellsPerHost");
    }

    private static List<Request> requests(int count, String host) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Request("c" + i, host, true))
                .toList();
    }
}
