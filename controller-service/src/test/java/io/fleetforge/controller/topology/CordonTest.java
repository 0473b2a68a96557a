package io.fleetforge.controller.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.controller.operation.CellOperation;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CordonTest {

    private static final Source SOURCE = new Source(new Bounds(0, 20, 0, 10), 2, 1, 10);
    private static final WorldTopologySpec CURRENT = new WorldTopologySpec(
            4,
            3,
            SOURCE,
            List.of(new Host("w-0", 1), new Host("w-1", 2)),
            List.of(cell("c1", 0, "w-0", 1), cell("c2", 10, "w-1", 2)));

    @Test
    void shouldMoveTheCellsOfACordonedHostToAFreeName() {
        var change = (TopologyPlan.Change) Cordon.drain(
                keep(CURRENT), CURRENT, new Cordon.Hosts("w", Set.of("w-0"), Set.of(), Set.of("w-0", "w-1", "w-2")));

        assertThat(change.next().cells()).containsExactly(cell("c1", 0, "w-3", 4), cell("c2", 10, "w-1", 2));
        assertThat(change.next().hosts()).containsExactly(new Host("w-3", 4), new Host("w-1", 2));
        assertThat(change.next().revision()).isEqualTo(5);
        assertThat(change.next().epoch()).isEqualTo(4);
        assertThat(change.operations()).singleElement().isInstanceOf(CellOperation.Move.class);
    }

    @Test
    void shouldContinueWithTheReplacementThatIsListedAlready() {
        var waiting = new WorldTopologySpec(
                5, 4, SOURCE, List.of(new Host("w-0", 1), new Host("w-1", 2), new Host("w-3", 4)), CURRENT.cells());

        var change = (TopologyPlan.Change) Cordon.drain(
                keep(waiting), waiting, new Cordon.Hosts("w", Set.of("w-0"), Set.of(), Set.of("w-0", "w-1", "w-3")));

        assertThat(change.next().cellsOf("w-3")).extracting(Cell::id).containsExactly("c1");
        assertThat(change.next().hosts()).contains(new Host("w-3", 4));
    }

    @Test
    void shouldNotCountOnALostReplacement() {
        var waiting = new WorldTopologySpec(
                5, 4, SOURCE, List.of(new Host("w-0", 1), new Host("w-1", 2), new Host("w-3", 4)), CURRENT.cells());

        var change = (TopologyPlan.Change) Cordon.drain(
                keep(waiting), waiting, new Cordon.Hosts("w", Set.of("w-0"), Set.of("w-3"), Set.of("w-0", "w-1")));

        assertThat(change.next().cellsOf("w-2")).extracting(Cell::id).containsExactly("c1");
    }

    @Test
    void shouldAssignEachCordonedHostAReplacementOfItsOwn() {
        var change = (TopologyPlan.Change) Cordon.drain(
                keep(CURRENT), CURRENT, new Cordon.Hosts("w", Set.of("w-0", "w-1"), Set.of(), Set.of("w-0", "w-1")));

        assertThat(change.next().cells()).extracting(Cell::host).containsExactly("w-2", "w-3");
    }

    @Test
    void shouldLeaveAloneWhatIsNotCordonedOrRefused() {
        var keep = keep(CURRENT);
        var refuse = new TopologyPlan.Refuse("no", java.util.Optional.empty());

        assertThat(Cordon.drain(keep, CURRENT, new Cordon.Hosts("w", Set.of(), Set.of(), Set.of())))
                .isSameAs(keep);
        assertThat(Cordon.drain(keep, CURRENT, new Cordon.Hosts("w", Set.of("w-9"), Set.of(), Set.of())))
                .isSameAs(keep);
        assertThat(Cordon.drain(refuse, CURRENT, new Cordon.Hosts("w", Set.of("w-0"), Set.of(), Set.of())))
                .isSameAs(refuse);
    }

    private static TopologyPlan keep(WorldTopologySpec topology) {
        return new TopologyPlan.Keep(topology);
    }

    private static Cell cell(String id, double x, String host, long epoch) {
        return new Cell(id, new Bounds(x, x + 10, 0, 10), host, epoch, List.of());
    }
}
