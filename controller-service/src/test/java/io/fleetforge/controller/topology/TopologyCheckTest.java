package io.fleetforge.controller.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Records that must never be written, each one change away from a sound one. */
class TopologyCheckTest {

    private static final Source SOURCE = new Source(new Bounds(0, 100, 0, 100), 2, 1, 100);
    private static final List<Host> HOSTS = List.of(new Host("w-0", 1), new Host("w-1", 2));
    private static final Cell LEFT = new Cell("left", new Bounds(0, 50, 0, 100), "w-0", 1, List.of());
    private static final Cell RIGHT = new Cell("right", new Bounds(50, 100, 0, 100), "w-1", 2, List.of());

    @Test
    void shouldAcceptWhatThePlannerMakes() {
        for (var cells = 1; cells <= 20; cells++) {
            var demand = new WorldDemand("w", new Source(new Bounds(-10, 990, 5, 805), cells, 1, 100), 3);
            var first = ((TopologyPlan.Change) TopologyPlanner.plan(demand, null, Set.of())).next();
            var recovered = TopologyPlanner.plan(demand, first, Set.of("w-0"));

            assertThat(TopologyCheck.violation(first)).isEmpty();
            assertThat(TopologyCheck.violation(recovered.nextRecord().orElseThrow()))
                    .isEmpty();
        }
    }

    @Test
    void shouldRefuseGapsAndOverlaps() {
        assertThat(violation(LEFT)).hasValueSatisfying(text -> assertThat(text).contains("do not tile", "5000"));
        assertThat(violation(LEFT, new Cell("right", new Bounds(40, 100, 0, 100), "w-1", 2, List.of())))
                .hasValueSatisfying(text -> assertThat(text).contains("overlaps"));
        assertThat(violation(LEFT, new Cell("right", new Bounds(50, 110, 0, 100), "w-1", 2, List.of())))
                .hasValueSatisfying(text -> assertThat(text).contains("outside"));
    }

    @Test
    void shouldRefuseACellTwiceOnAnUnlistedHostOrAboveTheHighestEpoch() {
        assertThat(violation(LEFT, RIGHT)).isEmpty();
        assertThat(violation(LEFT, new Cell("left", RIGHT.bounds(), "w-1", 2, List.of())))
                .contains("cell left exists twice");
        assertThat(violation(LEFT, RIGHT.on("w-2", 2))).contains("cell right is on host w-2, which is not listed");
        assertThat(violation(LEFT, RIGHT.on("w-1", 3))).contains("cell right has epoch 3, above the highest of 2");
    }

    private static Optional<String> violation(Cell... cells) {
        return TopologyCheck.violation(new WorldTopologySpec(7, 2, SOURCE, HOSTS, List.of(cells)));
    }
}
