package io.fleetforge.controller.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.geometry.Tiling;
import io.fleetforge.controller.operation.CellOperation;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class TopologyPlannerTest {

    private static final Bounds WORLD = new Bounds(0, 1000, 0, 1000);

    @Test
    void shouldStartAtRevisionAndEpochOneWhenThereIsNoTopology() {
        var next = change(demand(4, 2), null, Set.of());

        assertThat(next.revision()).isEqualTo(1);
        assertThat(next.epoch()).isEqualTo(1);
        assertThat(next.hosts()).containsExactly(new Host("w-0", 1), new Host("w-1", 1));
        assertThat(next.cells()).extracting(Cell::id).containsExactly("c1-0", "c1-1", "c1-2", "c1-3");
    }

    @Test
    void shouldKeepWhenNothingChanged() {
        var demand = demand(4, 2);
        var current = change(demand, null, Set.of());

        assertThat(TopologyPlanner.plan(demand, current, Set.of())).isEqualTo(new TopologyPlan.Keep(current));
    }

    @Test
    void shouldRaiseEpochOfItsCellsOnlyWhenHostIsLost() {
        var demand = demand(4, 2);
        var current = change(demand, null, Set.of());

        var next = change(demand, current, Set.of("w-1"));

        assertThat(next.cellsOf("w-0")).isEqualTo(current.cellsOf("w-0"));
        assertThat(next.cellsOf("w-1")).extracting(Cell::epoch).containsOnly(2L);
        assertThat(next.host("w-1")).contains(new Host("w-1", 2));
        assertThat(next.revision()).isEqualTo(2);
    }

    @Test
    void shouldSplitInPlaceWhenInitialCellsGrow() {
        var current = change(demand(4, 8), null, Set.of());

        var plan = TopologyPlanner.plan(demand(5, 8), current, Set.of());

        assertThat(plan).isInstanceOfSatisfying(TopologyPlan.Change.class, change -> {
            assertThat(change.operations()).singleElement().isInstanceOf(CellOperation.Split.class);
            assertThat(change.next().cells()).hasSize(5);
        });
    }

    @Test
    void shouldPartitionAgainWithLineageWhenBoundsChange() {
        var current = change(demand(4, 8), null, Set.of());
        var wider = new WorldDemand("w", new Source(new Bounds(0, 2000, 0, 1000), 4, 1, 100), 8);

        var next = change(wider, current, Set.of());

        assertThat(Tiling.violation(
                        wider.source().bounds(),
                        next.cells().stream().map(Cell::bounds).toList()))
                .isEmpty();
        assertThat(next.cells().getFirst().parents()).isNotEmpty();
        assertThat(next.cells())
                .extracting(Cell::id)
                .doesNotContainAnyElementsOf(
                        current.cells().stream().map(Cell::id).toList());
    }

    @Test
    void shouldRaiseTheEpochOfALostHostThoughTheSpecIsRefused() {
        var current = change(demand(4, 2), null, Set.of());
        var impossible = new WorldDemand("w", new Source(WORLD, 100, 500, 100), 1);

        var plan = TopologyPlanner.plan(impossible, current, Set.of("w-1"));

        assertThat(plan).isInstanceOfSatisfying(TopologyPlan.Refuse.class, refuse -> {
            var next = refuse.recovery().orElseThrow().next();
            assertThat(next.source()).isEqualTo(current.source());
            assertThat(next.host("w-1")).contains(new Host("w-1", 2));
            assertThat(next.cellsOf("w-0")).isEqualTo(current.cellsOf("w-0"));
            assertThat(refuse.operations()).hasSize(2).allMatch(CellOperation.Recover.class::isInstance);
        });
        assertThat(TopologyPlanner.plan(impossible, current, Set.of()))
                .isInstanceOfSatisfying(
                        TopologyPlan.Refuse.class,
                        refuse -> assertThat(refuse.recovery()).isEmpty());
    }

    @Test
    void shouldRefuseAndKeepRunningTopologyWhenCellsWouldBeTooSmall() {
        var refused = TopologyPlanner.plan(new WorldDemand("w", new Source(WORLD, 100, 500, 100), 8), null, Set.of());

        assertThat(refused)
                .isInstanceOfSatisfying(
                        TopologyPlan.Refuse.class,
                        refuse -> assertThat(refuse.message()).contains("minCellSize 500.0"));
    }

    @Test
    void shouldHoldInvariantsForRandomDemandsAndLosses() {
        for (var seed = 0L; seed < 300; seed++) {
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            WorldTopologySpec current = null;
            for (var step = 0; step < 20; step++) {
                var bounds = random.nextInt(10) == 0 ? new Bounds(0, 1000 + step, 0, 1000) : WORLD;
                var demand = new WorldDemand(
                        "w", new Source(bounds, 1 + random.nextInt(24), 0.001, 100), 1 + random.nextInt(6));
                var lost = new HashSet<String>();
                if (current != null && random.nextInt(3) == 0) {
                    lost.add(current.hosts()
                            .get(random.nextInt(current.hosts().size()))
                            .name());
                }
                if (TopologyPlanner.plan(demand, current, lost)
                        instanceof TopologyPlan.Change(var next, var operations)) {
                    assertInvariants(seed, current, next, demand);
                    current = next;
                }
            }
        }
    }

    private static void assertInvariants(
            long seed, WorldTopologySpec before, WorldTopologySpec after, WorldDemand demand) {
        assertThat(Tiling.violation(
                        demand.source().bounds(),
                        after.cells().stream().map(Cell::bounds).toList()))
                .as("I3, seed %d", seed)
                .isEmpty();
        assertThat(after.cells())
                .extracting(Cell::id)
                .as("unique ids, seed %d", seed)
                .doesNotHaveDuplicates();
        assertThat(after.cells()).allSatisfy(cell -> {
            assertThat(cell.epoch()).isLessThanOrEqualTo(after.epoch());
            assertThat(after.host(cell.host())).as("seed %d", seed).isPresent();
        });
        if (before == null) {
            return;
        }
        assertThat(after.revision()).as("I5, seed %d", seed).isEqualTo(before.revision() + 1);
        assertThat(after.epoch()).as("I5, seed %d", seed).isGreaterThanOrEqualTo(before.epoch());
        for (var cell : after.cells()) {
            before.cells().stream()
                    .filter(old -> old.id().equals(cell.id()))
                    .forEach(old -> assertThat(cell.epoch())
                            .as("I1: a cell that changes hands gets a higher epoch, seed %d", seed)
                            .satisfies(epoch -> assertThat(old.host().equals(cell.host()) || epoch > old.epoch())
                                    .isTrue()));
        }
    }

    private static WorldDemand demand(int cells, int cellsPerHost) {
        return new WorldDemand("w", new Source(WORLD, cells, 1, 100), cellsPerHost);
    }

    private static WorldTopologySpec change(WorldDemand demand, WorldTopologySpec current, Set<String> lost) {
        var plan = TopologyPlanner.plan(demand, current, lost);
        assertThat(plan).isInstanceOf(TopologyPlan.Change.class);
        return ((TopologyPlan.Change) plan).next();
    }
}
