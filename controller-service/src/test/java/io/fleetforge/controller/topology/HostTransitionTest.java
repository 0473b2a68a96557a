package io.fleetforge.controller.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.controller.topology.HostTransition.Hosts;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostTransitionTest {

    private static final Bounds WORLD = new Bounds(0, 1000, 0, 1000);
    private static final Hosts NONE = hosts(Set.of(), Set.of());
    private static final Hosts FIRST_SERVES = hosts(Set.of("w-0"), Set.of("w-0"));

    private final WorldTopologySpec four = change(step(demand(4, 4), null, NONE));

    @Test
    void shouldPlaceANewWorldAtOnce() {
        assertThat(four.cells()).hasSize(4);
        assertThat(four.hosts()).containsExactly(new Host("w-0", 1));
    }

    @Test
    void shouldListANewHostWithoutCellsAndLeaveThePlayersWhereTheyAreUntilItServes() {
        var desired = demand(5, 4);

        var preparing = step(desired, four, FIRST_SERVES);

        assertThat(change(preparing).cells()).isEqualTo(four.cells());
        assertThat(change(preparing).hosts()).containsExactly(new Host("w-0", 1), new Host("w-1", 2));
        assertThat(change(preparing).source()).as("not answered yet").isEqualTo(four.source());
        assertThat(change(preparing).epoch()).isEqualTo(2);
        assertThat(preparing.awaited()).containsExactly("w-1");

        var waiting = step(desired, change(preparing), hosts(Set.of("w-0"), Set.of("w-0", "w-1")));
        assertThat(waiting.plan()).isEqualTo(new TopologyPlan.Keep(change(preparing)));
        assertThat(waiting.awaited()).containsExactly("w-1");

        var done = step(desired, change(preparing), hosts(Set.of("w-0", "w-1"), Set.of("w-0", "w-1")));
        assertThat(change(done).cells()).hasSize(5);
        assertThat(change(done).cellsOf("w-1")).isNotEmpty();
        assertThat(done.awaited()).isEmpty();
    }

    @Test
    void shouldKeepAHostWithoutCellsListedUntilItsSessionsAreHandedOff() {
        var two = change(step(demand(4, 2), null, NONE));
        var both = Set.of("w-0", "w-1");

        var moved = change(step(demand(4, 4), two, hosts(both, both)));
        assertThat(moved.cellsOf("w-0")).hasSize(4);
        assertThat(moved.host("w-1")).isPresent();

        assertThat(step(demand(4, 4), moved, hosts(both, both)).plan()).isEqualTo(new TopologyPlan.Keep(moved));

        var gone = change(step(demand(4, 4), moved, hosts(both, Set.of("w-0"))));
        assertThat(gone.hosts()).containsExactly(new Host("w-0", 1));
        assertThat(gone.cells()).isEqualTo(moved.cells());
    }

    @Test
    void shouldUseALeavingHostAgainWithoutWaiting() {
        var two = change(step(demand(4, 2), null, NONE));
        var both = Set.of("w-0", "w-1");
        var moved = change(step(demand(4, 4), two, hosts(both, both)));

        var back = step(demand(5, 4), moved, hosts(both, both));

        assertThat(back.awaited()).isEmpty();
        assertThat(change(back).host("w-1")).isEqualTo(moved.host("w-1"));
    }

    @Test
    void shouldRecoverALostHostAtOnce() {
        var two = change(step(demand(4, 2), null, NONE));

        var recovered = HostTransition.of(
                TopologyPlanner.plan(demand(4, 2), two, Set.of("w-1")),
                two,
                hosts(Set.of("w-0"), Set.of("w-0")),
                Set.of("w-1"));

        assertThat(recovered.awaited()).isEmpty();
        assertThat(change(recovered).host("w-1")).contains(new Host("w-1", 2));
    }

    @Test
    void shouldMoveNoSpaceFromAHostThatHasNotAdoptedItsSessionsYet() {
        var two = change(step(demand(4, 2), null, NONE));
        var both = Set.of("w-0", "w-1");

        var held = step(demand(4, 4), two, new Hosts(both, Set.of("w-0"), both));

        assertThat(held.plan()).isEqualTo(new TopologyPlan.Keep(two));
        assertThat(held.awaited()).containsExactly("w-1");
    }

    @Test
    void shouldRecoverALostHostWhileTheRestWaitsForAnother() {
        var three = change(step(demand(6, 2), null, NONE));
        var lost = Set.of("w-2");
        var desired = TopologyPlanner.plan(demand(6, 6), three, lost);

        var next = change(HostTransition.of(
                desired, three, new Hosts(Set.of("w-0", "w-1"), Set.of("w-0"), Set.of("w-0", "w-1")), lost));

        assertThat(next.host("w-2")).contains(new Host("w-2", 2));
        assertThat(next.cellsOf("w-1")).isEqualTo(three.cellsOf("w-1"));
        assertThat(next.cells())
                .extracting(Cell::bounds)
                .isEqualTo(three.cells().stream().map(Cell::bounds).toList());
    }

    @Test
    void shouldNotForgetALeavingHostBecauseTheSpecIsRefused() {
        var two = change(step(demand(4, 2), null, NONE));
        var both = Set.of("w-0", "w-1");
        var moved = change(step(demand(4, 4), two, hosts(both, both)));
        var impossible = new WorldDemand("w", new Source(WORLD, 900, 500, 50), 4);

        var plan = HostTransition.of(
                        TopologyPlanner.plan(impossible, moved, Set.of("w-0")),
                        moved,
                        hosts(Set.of("w-1"), Set.of("w-1")),
                        Set.of("w-0"))
                .plan();

        assertThat(plan)
                .isInstanceOfSatisfying(
                        TopologyPlan.Refuse.class,
                        refuse -> assertThat(
                                        refuse.recovery().orElseThrow().next().hosts())
                                .extracting(Host::name)
                                .containsExactly("w-0", "w-1"));
    }

    @Test
    void shouldNeverAssignCellsToAHostThatDoesNotServeNorDropAnOccupiedOne() {
        for (var seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var current = change(step(demand(4, 2), null, NONE));
            for (var round = 0; round < 20; round++) {
                var names = current.hosts().stream().map(Host::name).collect(Collectors.toCollection(TreeSet::new));
                var hosts = hosts(some(names, random), some(names, random));
                var next = step(demand(1 + random.nextInt(9), 1 + random.nextInt(4)), current, hosts);
                if (next.plan() instanceof TopologyPlan.Change(var after, var operations)) {
                    assertThat(after.revision()).isEqualTo(current.revision() + 1);
                    assertThat(after.epoch()).isGreaterThanOrEqualTo(current.epoch());
                    assertServedBefore(after, current, hosts);
                    assertThat(after.hosts().stream().map(Host::name).toList())
                            .as("seed %d round %d", seed, round)
                            .containsAll(hosts.occupied());
                    current = after;
                }
            }
        }
    }

    private static void assertServedBefore(WorldTopologySpec after, WorldTopologySpec before, Hosts hosts) {
        for (var cell : after.cells()) {
            var from = before.cells().stream()
                    .filter(old -> old.bounds().overlaps(cell.bounds()))
                    .map(Cell::host)
                    .filter(host -> !host.equals(cell.host()))
                    .toList();
            if (!from.isEmpty() && !before.cells().contains(cell)) {
                assertThat(hosts.serving()).contains(cell.host());
            }
        }
    }

    /** Serving hosts have acknowledged too. */
    private static Hosts hosts(Set<String> serving, Set<String> occupied) {
        return new Hosts(serving, serving, occupied);
    }

    private static Set<String> some(Set<String> names, Random random) {
        var some = new HashSet<String>();
        names.stream().filter(name -> random.nextBoolean()).forEach(some::add);
        return some;
    }

    private static HostTransition step(WorldDemand demand, @Nullable WorldTopologySpec current, Hosts hosts) {
        return HostTransition.of(TopologyPlanner.plan(demand, current, Set.of()), current, hosts, Set.of());
    }

    private static WorldTopologySpec change(HostTransition transition) {
        return Optional.of(transition.plan())
                .filter(TopologyPlan.Change.class::isInstance)
                .map(TopologyPlan.Change.class::cast)
                .orElseThrow()
                .next();
    }

    private static WorldDemand demand(int cells, int cellsPerHost) {
        return new WorldDemand("w", new Source(WORLD, cells, 1, 50), cellsPerHost);
    }
}
