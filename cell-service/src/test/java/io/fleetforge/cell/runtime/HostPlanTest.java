package io.fleetforge.cell.runtime;

import static io.fleetforge.cell.runtime.CellFixture.ALL;
import static io.fleetforge.cell.runtime.CellFixture.LEFT;
import static io.fleetforge.cell.runtime.CellFixture.RIGHT;
import static io.fleetforge.cell.runtime.CellFixture.SELF;
import static io.fleetforge.cell.runtime.CellFixture.WORLD;
import static io.fleetforge.cell.runtime.CellFixture.cell;
import static io.fleetforge.cell.runtime.CellFixture.elsewhere;
import static io.fleetforge.cell.runtime.CellFixture.topology;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.runtime.HostOperation.MergeInPlace;
import io.fleetforge.cell.runtime.HostOperation.Reassign;
import io.fleetforge.cell.runtime.HostOperation.SplitInPlace;
import io.fleetforge.cell.runtime.HostOperation.Start;
import io.fleetforge.cell.runtime.HostOperation.Stop;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostPlanTest {

    @Test
    void shouldStartWhatIsAssignedHereOnly() {
        var mine = cell("a", LEFT, 1);

        assertThat(plan(topology(1, mine, elsewhere("b", RIGHT, 1)))).containsExactly(new Start(mine));
    }

    @Test
    void shouldDoNothingWhenAllRunsAsAsked() {
        var a = cell("a", ALL, 1);

        assertThat(plan(topology(2, a), a)).isEmpty();
    }

    @Test
    void shouldSplitWhenCellsNameARunningOneAsParent() {
        var parent = cell("a", ALL, 1);
        var left = cell("b", LEFT, 2, "a");
        var right = cell("c", RIGHT, 2, "a");

        assertThat(plan(topology(2, left, right), parent))
                .containsExactly(new SplitInPlace(parent, List.of(left, right)));
    }

    @Test
    void shouldMergeWhenACellNamesSeveralRunningOnesAsParents() {
        var left = cell("b", LEFT, 2);
        var right = cell("c", RIGHT, 2);
        var child = cell("d", ALL, 3, "b", "c");

        assertThat(plan(topology(3, child), left, right))
                .containsExactly(new MergeInPlace(List.of(left, right), child));
    }

    /** Of two merges that share a cell one wins; the other retires nothing of it. */
    @Test
    void shouldRetireACellOnceWhenTwoMergesNameIt() {
        var a = cell("a", new Bounds(0, 30, 0, 100), 1);
        var b = cell("b", new Bounds(30, 60, 0, 100), 1);
        var c = cell("c", new Bounds(60, 100, 0, 100), 1);
        var first = cell("ab", new Bounds(0, 60, 0, 100), 2, "a", "b");
        var second = cell("bc", new Bounds(30, 100, 0, 100), 2, "b", "c");

        var operations = plan(topology(2, first, second), a, b, c);

        assertThat(operations.stream().flatMap(operation -> operation.retires().stream()))
                .containsExactlyInAnyOrder(a, b, c);
        assertThat(operations.stream().flatMap(operation -> operation.launches().stream()))
                .containsExactlyInAnyOrder(first, second);
        assertThat(operations)
                .filteredOn(MergeInPlace.class::isInstance)
                .containsExactly(new MergeInPlace(List.of(a, b), first));
    }

    @Test
    void shouldReassignWhenEpochOrBoundsChange() {
        var old = cell("a", ALL, 1);

        assertThat(plan(topology(2, cell("a", ALL, 2)), old)).containsExactly(new Reassign(old, cell("a", ALL, 2)));
        assertThat(plan(topology(2, cell("a", LEFT, 1)), old)).containsExactly(new Reassign(old, cell("a", LEFT, 1)));
    }

    @Test
    void shouldStopWhatAnotherHostRunsNow() {
        var a = cell("a", ALL, 1);

        assertThat(plan(topology(2, elsewhere("a", ALL, 2)), a)).containsExactly(new Stop(a));
    }

    /** A replaced host owns nothing any longer. */
    @Test
    void shouldStopEverythingWhenASuccessorOfItsNameIsListed() {
        var a = cell("a", ALL, 1);

        assertThat(plan(topology(WORLD, 2, SELF.incarnation() + 1, cell("a", ALL, 2)), a))
                .containsExactly(new Stop(a));
    }

    private static List<HostOperation> plan(TopologyMessage topology, CellAssignment... running) {
        return HostPlan.of(SELF, topology, List.of(running)).operations();
    }
}
