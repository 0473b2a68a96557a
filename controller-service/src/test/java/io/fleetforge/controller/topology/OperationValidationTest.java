package io.fleetforge.controller.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.geometry.Tiling;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.controller.operation.CellOperation;
import io.fleetforge.controller.operation.ManualOperation;
import io.fleetforge.controller.partition.SplitLine;
import io.fleetforge.controller.partition.SplitLine.Axis;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperationValidationTest {

    private static final Bounds WORLD = new Bounds(0, 1000, 0, 1000);
    private static final WorldDemand DEMAND = new WorldDemand("w", new Source(WORLD, 4, 100, 50), 6);
    private static final OperationValidation.OperationLimits LIMITS =
            new OperationValidation.OperationLimits(1, 6, 100, 6);

    private final WorldTopologySpec topology = change(TopologyPlanner.plan(DEMAND, null, Set.of()));

    @Test
    void shouldReadTheRequestFromTheAnnotations() {
        assertThat(ManualOperation.of(Map.of(Labels.FORCE_SPLIT, " c1-0 ")))
                .contains(new ManualOperation.Split("c1-0"));
        assertThat(ManualOperation.of(Map.of(Labels.FORCE_MERGE, "c1-0, c1-1")))
                .contains(new ManualOperation.Merge(List.of("c1-0", "c1-1")));
        assertThat(ManualOperation.of(Map.of())).isEmpty();
    }

    @Test
    void shouldSplitTheRequestedCellOnly() {
        var next = carriedOut(new ManualOperation.Split("c1-2"));

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
        var split = OperationValidation.of(new ManualOperation.Split("c1-2"), topology, LIMITS)
                .along(cell -> Optional.of(new SplitLine(Axis.X, cell.bounds().xMin() + 120)));

        var next = change(
                TopologyPlanner.plan(DEMAND, topology, Set.of(), Optional.of((OperationValidation.Accepted) split)));

        assertThat(next.cells())
                .filteredOn(cell -> cell.parents().equals(List.of("c1-2")))
                .extracting(cell -> cell.bounds().width())
                .containsExactly(120.0, 380.0);
        assertThat(Tiling.violation(
                        WORLD, next.cells().stream().map(Cell::bounds).toList()))
                .isEmpty();
    }

    @Test
    void shouldMergeASplitBackAndReportDoneWhenRepeated() {
        var split = new ManualOperation.Split("c1-2");
        var children = carriedOut(split);
        var ids = children.cells().stream()
                .filter(cell -> cell.parents().contains("c1-2"))
                .map(Cell::id)
                .toList();
        var merge = new ManualOperation.Merge(ids);

        var plan = TopologyPlanner.plan(DEMAND, children, Set.of(), accepted(merge, children));

        assertThat(plan.operations()).singleElement().isInstanceOf(CellOperation.Merge.class);
        assertThat(change(plan).cells()).hasSize(4);
        assertThat(OperationValidation.of(split, children, LIMITS))
                .isEqualTo(new OperationValidation.Done(split, String.join(", ", ids) + " replaced c1-2"));
        assertThat(OperationValidation.of(merge, change(plan), LIMITS))
                .isInstanceOfSatisfying(
                        OperationValidation.Done.class,
                        done -> assertThat(done.result()).endsWith(" replaced " + String.join(", ", ids)));
    }

    @Test
    void shouldNameTheLimitWhenItRefuses() {
        assertThat(refusal(new ManualOperation.Split("nope"), LIMITS)).contains("no such cell", "nope", "c1-0, c1-1");
        assertThat(refusal(new ManualOperation.Split(""), LIMITS)).contains("no such cell");
        assertThat(refusal(new ManualOperation.Split("c1-0"), new OperationValidation.OperationLimits(1, 4, 100, 6)))
                .contains("limit of 4", "spec.topology.maxCells");
        assertThat(refusal(new ManualOperation.Split("c1-0"), new OperationValidation.OperationLimits(1, 9, 300, 6)))
                .contains("spec.topology.minCellSize 300");
        assertThat(refusal(new ManualOperation.Merge(List.of("c1-0")), LIMITS)).contains("takes two cells");
        assertThat(refusal(new ManualOperation.Merge(List.of("c1-0", "c1-3")), LIMITS))
                .contains("do not form a rectangle");
        assertThat(refusal(
                        new ManualOperation.Merge(List.of("c1-0", "c1-1")),
                        new OperationValidation.OperationLimits(4, 9, 1, 6)))
                .contains("minimum of 4", "spec.scaling.minCells");
    }

    @Test
    void shouldMergeAcrossHosts() {
        var demand = new WorldDemand("w", DEMAND.source(), 1);
        var spread = change(TopologyPlanner.plan(demand, null, Set.of()));
        var merge = new ManualOperation.Merge(List.of("c1-0", "c1-1"));

        var plan = TopologyPlanner.plan(demand, spread, Set.of(), accepted(merge, spread));

        assertThat(plan.operations()).singleElement().isInstanceOf(CellOperation.Merge.class);
        assertThat(change(plan).hosts()).hasSize(3);
    }

    @Test
    void shouldMoveACellToAHostWithCapacityAndReportDoneWhenItIsThere() {
        var demand = new WorldDemand("w", DEMAND.source(), 3);
        var spread = change(TopologyPlanner.plan(demand, null, Set.of()));
        var move = new ManualOperation.Move("c1-0", "w-1");

        var next = change(TopologyPlanner.plan(demand, spread, Set.of(), accepted(move, spread)));

        assertThat(next.cellsOf("w-1")).extracting(Cell::id).containsExactly("c1-0", "c1-3");
        assertThat(next.cellsOf("w-1").getFirst().epoch()).isEqualTo(2);
        assertThat(TopologyPlanner.plan(demand, next, Set.of()))
                .as("the placement leaves it there")
                .isEqualTo(new TopologyPlan.Keep(next));
        assertThat(OperationValidation.of(move, next, LIMITS))
                .isEqualTo(new OperationValidation.Done(move, move.cell() + " runs on " + move.host()));
        assertThat(ManualOperation.of(Map.of(Labels.FORCE_MOVE, " c1-0 = w-1 ")))
                .contains(move);
    }

    @Test
    void shouldNameWhyACellCannotMove() {
        assertThat(refusal(new ManualOperation.Move("c1-0", "w-7"), LIMITS))
                .contains("no host \"w-7\" with cells", "w-0");
        assertThat(refusal(new ManualOperation.Move("c1-9", "w-0"), LIMITS)).contains("no such cell", "c1-9");
        var two = change(TopologyPlanner.plan(new WorldDemand("w", DEMAND.source(), 2), null, Set.of()));
        assertThat(OperationValidation.of(
                        new ManualOperation.Move("c1-0", "w-1"),
                        two,
                        new OperationValidation.OperationLimits(1, 6, 100, 2)))
                .isInstanceOfSatisfying(
                        OperationValidation.Refused.class,
                        refused -> assertThat(refused.reason())
                                .contains("w-1 has its limit of 2 cells", "spec.capacity.cellsPerHost"));
    }

    @Test
    void shouldNotCallDoneWhatBecameOfTheCellsOtherwise() {
        var split = carriedOut(new ManualOperation.Split("c1-2"));

        assertThat(OperationValidation.of(new ManualOperation.Merge(List.of("c1-2", "c9-9")), split, LIMITS))
                .isInstanceOf(OperationValidation.Refused.class);
        var children = split.cells().stream()
                .filter(cell -> cell.parents().contains("c1-2"))
                .map(Cell::id)
                .toList();
        var merged = change(
                TopologyPlanner.plan(DEMAND, split, Set.of(), accepted(new ManualOperation.Merge(children), split)));
        assertThat(OperationValidation.of(new ManualOperation.Split(children.getFirst()), merged, LIMITS))
                .isInstanceOf(OperationValidation.Refused.class);
    }

    @Test
    void shouldWaitWhileTheSpecIsNewerThanTheTopology() {
        var stricter = new WorldDemand("w", new Source(WORLD, 4, 100, 60), 6);

        var plan = TopologyPlanner.plan(
                stricter, topology, Set.of(), accepted(new ManualOperation.Split("c1-3"), topology));

        assertThat(plan.operations()).isEmpty();
        assertThat(change(plan).cells()).hasSize(4);
    }

    @Test
    void shouldApplyANewSpecFirst() {
        var larger = new WorldDemand("w", new Source(WORLD, 5, 100, 50), 6);

        var plan =
                TopologyPlanner.plan(larger, topology, Set.of(), accepted(new ManualOperation.Split("c1-3"), topology));

        assertThat(change(plan).cells()).hasSize(5).anyMatch(cell -> cell.id().equals("c1-3"));
    }

    private WorldTopologySpec carriedOut(ManualOperation operation) {
        return change(TopologyPlanner.plan(DEMAND, topology, Set.of(), accepted(operation, topology)));
    }

    private static Optional<OperationValidation.Accepted> accepted(
            ManualOperation operation, WorldTopologySpec topology) {
        return Optional.of((OperationValidation.Accepted) OperationValidation.of(operation, topology, LIMITS));
    }

    private String refusal(ManualOperation operation, OperationValidation.OperationLimits limits) {
        return ((OperationValidation.Refused) OperationValidation.of(operation, topology, limits)).reason();
    }

    private static List<Cell> without(WorldTopologySpec topology, String id) {
        return topology.cells().stream().filter(cell -> !cell.id().equals(id)).toList();
    }

    private static WorldTopologySpec change(TopologyPlan plan) {
        return ((TopologyPlan.Change) plan).next();
    }
}
