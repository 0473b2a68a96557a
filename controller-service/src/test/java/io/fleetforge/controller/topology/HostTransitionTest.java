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
    private static final Hosts FIRST_SERVES = new Hosts(Set.of("w-0"), Set.of("w-0"));

    private final WorldTopologySpec four = change(step(demand(4, 4), null, new Hosts(Set.of(), Set.of())));

    @Test
    void shouldPlaceANewWorldAtOnce() {
        assertThat(four.cells()).hasSize(4);
        assertThat(four.hosts()).containsExactly(new Host("w-0", 1));
    }

    @Test
    void shouldListANewHostWithoutCellsAndLeaveThePlayersWhereTheyAreUntilItServes() {
        var wanted = demand(5, 4);

        var preparing = step(wanted, four, FIRST_SERVES);

        assertThat(change(preparing).cells()).isEqualTo(four.cells());
        assertThat(change(preparing).hosts()).containsExactly(new Host("w-0", 1), new Host("w-1", 2));
        assertThat(change(preparing).source()).as("not answered yet").isEqualTo(four.source());
        assertThat(change(preparing).epoch()).isEqualTo(2);
        assertThat(preparing.awaited()).containsExactly("w-1");

        var waiting = step(wanted, change(preparing), new Hosts(Set.of("w-0"), Set.of("w-0", "w-1")));
        assertThat(waiting.plan()).isEqualTo(new TopologyPlan.Keep(change(preparing)));
        assertThat(waiting.awaited()).containsExactly("w-1");

        var done = step(wanted, change(preparing), new Hosts(Set.of("w-0", "w-1"), Set.of("w-0", "w-1")));
        assertThat(change(done).cells()).hasSize(5);
        assertThat(change(done).cellsOf("w-1")).isNotEmpty();
        assertThat(done.awaited()).isEmpty();
    }

    @Test
    void shouldKeepAHostWithoutCellsListedUntilItHasGivenEverybodyAway() {
        var two = change(step(demand(4, 2), null, new Hosts(Set.of(), Set.of())));
        var both = Set.of("w-0", "w-1");

        var moved = change(step(demand(4, 4), two, new Hosts(both, both)));
        assertThat(moved.cellsOf("w-0")).hasSize(4);
        assertThat(moved.host("w-1")).isPresent();

        assertThat(step(demand(4, 4), moved, new Hosts(both, both)).plan()).isEqualTo(new TopologyPlan.Keep(moved));

        var gone = change(step(demand(4, 4), moved, new Hosts(both, Set.of("w-0"))));
        assertThat(gone.hosts()).containsExactly(new Host("w-0", 1));
        assertThat(gone.cells()).isEqualTo(moved.cells());
    }

    @Test
    void shouldUseALeavingHostAgainWithoutWaiting() {
        var two = change(step(demand(4, 2), null, new Hosts(Set.of(), Set.of())));
        var both = Set.of("w-0", "w-1");
        var moved = change(step(demand(4, 4), two, new Hosts(both, both)));

        var back = step(demand(5, 4), moved, new Hosts(both, both));

        assertThat(back.awaited()).isEmpty();
        assertThat(change(back).host("w-1")).isEqualTo(moved.host("w-1"));
    }

    @Test
    void shouldRecoverALostHostAtOnce() {
        var two = change(step(demand(4, 2), null, new Hosts(Set.of(), Set.of())));

        var recovered = HostTransition.of(
                TopologyPlanner.plan(demand(4, 2), two, Set.of("w-1")),
                two,
                new Hosts(Set.of("w-0"), Set.of("w-0")),
                Set.of("w-1"));

        assertThat(recovered.awaited()).isEmpty();
        assertThat(change(recovered).host("w-1")).contains(new Host("w-1", 2));
    }

    @Test
    void shouldNotForgetALeavingHostBecauseTheSpecIsRefused() {
        var two = change(step(demand(4, 2), null, new Hosts(Set.of(), Set.of())));
        var both = Set.of("w-0", "w-1");
        var moved = change(step(demand(4, 4), two, new Hosts(both, both)));
        var impossible = new WorldDemand("w", new Source(WORLD, 900, 500, 50), 4);

        var plan = HostTransition.of(
                        TopologyPlanner.plan(impossible, moved, Set.of("w-0")),
                        moved,
                        new Hosts(Set.of("w-1"), Set.of("w-1")),
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
    void shouldNeverGivePlayersToAHostThatDoesNotServeNorForgetOneThatIsOccupied() {
        for (var seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var current = change(step(demand(4, 2), null, new Hosts(Set.of(), Set.of())));
            for (var round = 0; round < 20; round++) {
                var names = current.hosts().stream().map(Host::name).collect(Collectors.toCollection(TreeSet::new));
                var hosts = new Hosts(some(names, random), some(names, random));
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
