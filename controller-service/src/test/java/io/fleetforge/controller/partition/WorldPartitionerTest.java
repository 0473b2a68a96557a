package io.fleetforge.controller.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.geometry.Tiling;
import io.fleetforge.controller.partition.Repartition.Piece;
import io.fleetforge.controller.partition.WorldPartitioner.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldPartitionerTest {

    private static final Bounds WORLD = new Bounds(-500, 1500, 0, 700);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 16, 64, 97, 1000})
    void shouldTileExactlyForAnyNumberOfCells(int cells) {
        var partition = WorldPartitioner.partition(WORLD, cells, 0.5);

        assertThat(partition).isInstanceOfSatisfying(Partition.Cells.class, found -> {
            assertThat(found.cells()).hasSize(cells);
            assertThat(Tiling.violation(WORLD, found.cells())).isEmpty();
        });
    }

    @Test
    void shouldTileExactlyForRandomWorldsWhenSeeded() {
        for (var seed = 0L; seed < 500; seed++) {
            var random = random(seed);
            var world = randomWorld(random);
            var cells = 1 + random.nextInt(200);

            var partition = WorldPartitioner.partition(world, cells, Double.MIN_VALUE);

            assertThat(partition).as("seed %d", seed).isInstanceOf(Partition.Cells.class);
            assertThat(Tiling.violation(world, ((Partition.Cells) partition).cells()))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void shouldReturnTheSameCellsForTheSameArguments() {
        assertThat(WorldPartitioner.partition(WORLD, 13, 1)).isEqualTo(WorldPartitioner.partition(WORLD, 13, 1));
    }

    @Test
    void shouldBeImpossibleWhenCoordinatesCannotSeparateTheCells() {
        var edge = 1e15;
        var tiny = new Bounds(edge, Math.nextUp(edge), edge, Math.nextUp(edge));

        assertThat(WorldPartitioner.partition(tiny, 2, Double.MIN_VALUE))
                .isInstanceOfSatisfying(
                        Partition.Impossible.class,
                        impossible -> assertThat(impossible.reason())
                                .contains("narrower than the precision of its coordinates"));
        assertThat(Repartition.to(2, List.of(new Piece("a", tiny, List.of(), "w-0")), Double.MIN_VALUE))
                .isEmpty();
    }

    @Test
    void shouldNameTheLimitWhenCellsWouldBeTooSmall() {
        var partition = WorldPartitioner.partition(new Bounds(0, 10, 0, 10), 16, 3);

        assertThat(partition)
                .isInstanceOfSatisfying(
                        Partition.Impossible.class,
                        impossible -> assertThat(impossible.reason())
                                .contains("16 cells")
                                .contains("2.5")
                                .contains("minCellSize 3.0"));
    }

    @Test
    void shouldTileExactlyWhenRepartitionedBackAndForth() {
        for (var seed = 0L; seed < 200; seed++) {
            var random = random(seed);
            var world = randomWorld(random);
            var pieces =
                    named(((Partition.Cells) WorldPartitioner.partition(world, 1 + random.nextInt(20), 0)).cells());
            for (var step = 0; step < 5; step++) {
                var target = 1 + random.nextInt(40);
                var repartitioned = Repartition.to(target, pieces, 0);
                if (repartitioned.isEmpty()) {
                    continue;
                }
                var bounds = repartitioned.get().stream().map(Piece::bounds).toList();
                assertThat(bounds).as("seed %d", seed).hasSize(target);
                assertThat(Tiling.violation(world, bounds)).as("seed %d", seed).isEmpty();
                pieces = named(bounds);
            }
        }
    }

    @Test
    void shouldKeepUntouchedCellsWhenGrowingByOne() {
        var pieces = named(((Partition.Cells) WorldPartitioner.partition(WORLD, 4, 1)).cells());

        var grown = Repartition.to(5, pieces, 1).orElseThrow();

        assertThat(grown.stream().filter(piece -> !piece.isNew())).hasSize(3);
        assertThat(grown.stream().filter(Piece::isNew))
                .hasSize(2)
                .allSatisfy(piece -> assertThat(piece.parents()).hasSize(1));
    }

    @Test
    void shouldJoinOnOneHostFirstWhenShrinking() {
        var cells = ((Partition.Cells) WorldPartitioner.partition(new Bounds(0, 400, 0, 100), 4, 1)).cells();
        var pieces = List.of(
                new Piece("a", cells.get(0), List.of(), "w-0"),
                new Piece("b", cells.get(1), List.of(), "w-1"),
                new Piece("c", cells.get(2), List.of(), "w-1"),
                new Piece("d", cells.get(3), List.of(), "w-2"));

        var shrunk = Repartition.to(3, pieces, 1).orElseThrow();

        assertThat(shrunk.stream().filter(Piece::isNew)).singleElement().satisfies(piece -> {
            assertThat(piece.parents()).containsExactly("b", "c");
            assertThat(piece.host()).isEqualTo("w-1");
        });
    }

    private static List<Piece> named(List<Bounds> cells) {
        var pieces = new ArrayList<Piece>();
        for (var i = 0; i < cells.size(); i++) {
            pieces.add(new Piece("cell-" + i, cells.get(i), List.of(), "w-" + i / 4));
        }
        return pieces;
    }

    private static Bounds randomWorld(RandomGenerator random) {
        var x = random.nextDouble(-1e6, 1e6);
        var y = random.nextDouble(-1e6, 1e6);
        return new Bounds(x, x + random.nextDouble(1, 1e5), y, y + random.nextDouble(1, 1e5));
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
