package io.fleetforge.controller.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.geometry.Tiling;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.controller.operation.CellOperation;
import io.fleetforge.controller.operation.ForcedOperation;
import io.fleetforge.controller.partition.CutLine;
import io.fleetforge.controller.partition.CutLine.Axis;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForcedVerdictTest {

    private static final Bounds WORLD = new Bounds(0, 1000, 0, 1000);
    private static final WorldDemand DEMAND = new WorldDemand("w", new Source(WORLD, 4, 100, 50), 6);
    private static final ForcedVerdict.Limits LIMITS = new ForcedVerdict.Limits(1, 6, 100);

    private final WorldTopologySpec topology = change(TopologyPlanner.plan(DEMAND, null, Set.of()));

    @Test
    void shouldReadTheRequestFromTheAnnotations() {
        assertThat(ForcedOperation.of(Map.of(Labels.FORCE_SPLIT, " c1-0 ")))
                .contains(new ForcedOperation.Split("c1-0"));
        assertThat(ForcedOperation.of(Map.of(Labels.FORCE_MERGE, "c1-0, c1-1")))
                .contains(new ForcedOperation.Merge(List.of("c1-0", "c1-1")));
        assertThat(ForcedOperation.of(Map.of())).isEmpty();
    }

    @Test
    void shouldSplitTheCellThatIsAskedForAndNoOther() {
        var next = carriedOut(new ForcedOperation.Split("c1-2"));

        assertThat(next.cells()).hasSize(5);
        assertThat(next.cells())
                .filteredOn(cell -> cell.parents().equals(List.of("c1-2")))
                .hasSize(2);
        assertThat(next.cells()).containsAll(without(topology, "c1-2"));
        assertThat(Tiling.violation(
                        WORLD, next.cells().stream().map(Cell::bounds).toList()))
                .isEmpty();
    }

    @Test
    void shouldSplitAlongTheLineThatIsKnownForTheCell() {
        var split = ForcedVerdict.of(new ForcedOperation.Split("c1-2"), topology, LIMITS)
                .along(cell -> Optional.of(new CutLine(Axis.X, cell.bounds().xMin() + 120)));

        var next =
                change(TopologyPlanner.plan(DEMAND, topology, Set.of(), Optional.of((ForcedVerdict.Accepted) split)));

        assertThat(next.cells())
                .filteredOn(cell -> cell.parents().equals(List.of("c1-2")))
                .extracting(cell -> cell.bounds().width())
                .containsExactly(120.0, 380.0);
        assertThat(Tiling.violation(
                        WORLD, next.cells().stream().map(Cell::bounds).toList()))
                .isEmpty();
    }

    @Test
    void shouldMergeBackWhatWasSplitAndSayDoneWhenAskedAgain() {
        var split = new ForcedOperation.Split("c1-2");
        var children = carriedOut(split);
        var ids = children.cells().stream()
                .filter(cell -> cell.parents().contains("c1-2"))
                .map(Cell::id)
                .toList();
        var merge = new ForcedOperation.Merge(ids);

        var plan = TopologyPlanner.plan(DEMAND, children, Set.of(), accepted(merge, children));

        assertThat(plan.operations()).singleElement().isInstanceOf(CellOperation.Merge.class);
        assertThat(change(plan).cells()).hasSize(4);
        assertThat(ForcedVerdict.of(split, children, LIMITS)).isEqualTo(new ForcedVerdict.Done(split));
        assertThat(ForcedVerdict.of(merge, change(plan), LIMITS)).isEqualTo(new ForcedVerdict.Done(merge));
    }

    @Test
    void shouldNameTheLimitWhenItRefuses() {
        assertThat(refusal(new ForcedOperation.Split("nope"), LIMITS)).contains("no such cell", "nope", "c1-0, c1-1");
        assertThat(refusal(new ForcedOperation.Split(""), LIMITS)).contains("no such cell");
        assertThat(refusal(new ForcedOperation.Split("c1-0"), new ForcedVerdict.Limits(1, 4, 100)))
                .contains("limit of 4", "spec.topology.maxCells");
        assertThat(refusal(new ForcedOperation.Split("c1-0"), new ForcedVerdict.Limits(1, 9, 300)))
                .contains("spec.topology.minCellSize 300");
        assertThat(refusal(new ForcedOperation.Merge(List.of("c1-0")), LIMITS)).contains("takes two cells");
        assertThat(refusal(new ForcedOperation.Merge(List.of("c1-0", "c1-3")), LIMITS))
                .contains("do not form a rectangle");
        assertThat(refusal(new ForcedOperation.Merge(List.of("c1-0", "c1-1")), new ForcedVerdict.Limits(4, 9, 1)))
                .contains("least of 4", "spec.scaling.minCells");
    }

    @Test
    void shouldRefuseToMergeAcrossHosts() {
        var spread = change(TopologyPlanner.plan(new WorldDemand("w", DEMAND.source(), 1), null, Set.of()));

        assertThat(ForcedVerdict.of(new ForcedOperation.Merge(List.of("c1-0", "c1-1")), spread, LIMITS))
                .isInstanceOfSatisfying(
                        ForcedVerdict.Refused.class,
                        refused -> assertThat(refused.reason()).contains("only cells of one host merge"));
    }

    @Test
    void shouldRefuseWhatWouldMoveOtherCellsToOtherHosts() {
        var full = new WorldDemand("w", DEMAND.source(), 4);
        var split = new ForcedOperation.Split("c1-2");

        assertThat(ForcedVerdict.of(split, topology, LIMITS).unlessItMovesCells(full, topology, Set.of()))
                .isInstanceOfSatisfying(
                        ForcedVerdict.Refused.class,
                        refused -> assertThat(refused.reason())
                                .contains("would move c1-3", "spec.capacity.cellsPerHost is 4"));
        assertThat(ForcedVerdict.of(new ForcedOperation.Split("c1-3"), topology, LIMITS)
                        .unlessItMovesCells(full, topology, Set.of()))
                .as("no half of a cell goes elsewhere either")
                .isInstanceOfSatisfying(
                        ForcedVerdict.Refused.class,
                        refused -> assertThat(refused.reason()).contains("a part of c1-3"));
        assertThat(ForcedVerdict.of(split, topology, LIMITS).unlessItMovesCells(DEMAND, topology, Set.of()))
                .isInstanceOf(ForcedVerdict.Accepted.class);
    }

    @Test
    void shouldNotCallDoneWhatBecameOfTheCellsOtherwise() {
        var split = carriedOut(new ForcedOperation.Split("c1-2"));

        assertThat(ForcedVerdict.of(new ForcedOperation.Merge(List.of("c1-2", "c9-9")), split, LIMITS))
                .isInstanceOf(ForcedVerdict.Refused.class);
        var children = split.cells().stream()
                .filter(cell -> cell.parents().contains("c1-2"))
                .map(Cell::id)
                .toList();
        var merged = change(
                TopologyPlanner.plan(DEMAND, split, Set.of(), accepted(new ForcedOperation.Merge(children), split)));
        assertThat(ForcedVerdict.of(new ForcedOperation.Split(children.getFirst()), merged, LIMITS))
                .isInstanceOf(ForcedVerdict.Refused.class);
    }

    @Test
    void shouldWaitWhileTheSpecIsNewerThanTheTopology() {
        var stricter = new WorldDemand("w", new Source(WORLD, 4, 100, 60), 6);

        var plan = TopologyPlanner.plan(
                stricter, topology, Set.of(), accepted(new ForcedOperation.Split("c1-3"), topology));

        assertThat(plan.operations()).isEmpty();
        assertThat(change(plan).cells()).hasSize(4);
    }

    @Test
    void shouldLetANewSpecGoFirst() {
        var larger = new WorldDemand("w", new Source(WORLD, 5, 100, 50), 6);

        var plan =
                TopologyPlanner.plan(larger, topology, Set.of(), accepted(new ForcedOperation.Split("c1-3"), topology));

        assertThat(change(plan).cells()).hasSize(5).anyMatch(cell -> cell.id().equals("c1-3"));
    }

    private WorldTopologySpec carriedOut(ForcedOperation operation) {
        return change(TopologyPlanner.plan(DEMAND, topology, Set.of(), accepted(operation, topology)));
    }

    private static Optional<ForcedVerdict.Accepted> accepted(ForcedOperation operation, WorldTopologySpec topology) {
        return Optional.of((ForcedVerdict.Accepted) ForcedVerdict.of(operation, topology, LIMITS));
    }

    private String refusal(ForcedOperation operation, ForcedVerdict.Limits limits) {
        return ((ForcedVerdict.Refused) ForcedVerdict.of(operation, topology, limits)).reason();
    }

    private static List<Cell> without(WorldTopologySpec topology, String id) {
        return topology.cells().stream().filter(cell -> !cell.id().equals(id)).toList();
    }

    private static WorldTopologySpec change(TopologyPlan plan) {
        return ((TopologyPlan.Change) plan).next();
    }
}
