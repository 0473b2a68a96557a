package io.fleetforge.cell.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InterestGridTest {

    private static final Bounds CELL = new Bounds(-100, 900, 50, 550);

    @Test
    void shouldFindExactlyTheEntitiesInReach() {
        for (var seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var radius = 1 + random.nextDouble(200);
            var entities = scattered(random, random.nextInt(400));
            var grid = new InterestGrid(radius);
            grid.build(entities, CELL);
            var found = new int[400];

            for (var probe = 0; probe < 20; probe++) {
                var x = -150 + random.nextDouble(1100);
                var y = random.nextDouble(600);
                var count = grid.near(x, y, found);

                assertThat(sorted(found, count)).as("seed %d", seed).isEqualTo(byHand(entities, x, y, radius));
            }
        }
    }

    @Test
    void shouldCountTheEdgeOfTheCircleIn() {
        var entities = new EntityStore();
        entities.add(new Entity("a", 10, 60, 10, 60));
        var grid = new InterestGrid(5);
        grid.build(entities, CELL);

        assertThat(grid.near(15, 60, new int[1])).isEqualTo(1);
        assertThat(grid.near(Math.nextUp(15.0), 60, new int[1])).isZero();
    }

    @Test
    void shouldReportTheTotalWhenTheResultExceedsTheArray() {
        var entities = scattered(new Random(1), 100);
        var grid = new InterestGrid(10_000);
        grid.build(entities, CELL);

        assertThat(grid.near(0, 0, new int[3])).isEqualTo(100);
    }

    @Test
    void shouldHaveBoxesForItsPlayersAndNotForItsSpace() {
        var world = new Bounds(0, 1e9, 0, 1e-3);
        var entities = new EntityStore();
        entities.add(new Entity("west", 0, 0, 0, 0));
        entities.add(new Entity("east", 999_999_999, 0, 0, 0));
        var grid = new InterestGrid(1);

        grid.build(entities, world);

        assertThat(grid.near(0, 0, new int[2])).isEqualTo(1);
        assertThat(grid.near(999_999_999, 0, new int[2])).isEqualTo(1);
    }

    @Test
    void shouldAllocateNothingWhenTheNumberOfEntitiesIsSteady() {
        var random = new Random(2);
        var entities = scattered(random, 1000);
        var grid = new InterestGrid(20);
        var found = new int[1000];
        pass(grid, entities, found, 200);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();

        var least = Long.MAX_VALUE;
        for (var take = 0; take < 5; take++) {
            var before = threads.getCurrentThreadAllocatedBytes();
            pass(grid, entities, found, 20);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least).isZero();
    }

    @Test
    void shouldRefuseARadiusOfZeroOrInfinity() {
        for (var radius : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new InterestGrid(radius))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("radius");
        }
    }

    private static void pass(InterestGrid grid, EntityStore entities, int[] found, int times) {
        for (var time = 0; time < times; time++) {
            grid.build(entities, CELL);
            for (var slot = 0; slot < entities.size(); slot++) {
                grid.near(entities.x(slot), entities.y(slot), found);
            }
        }
    }

    private static EntityStore scattered(Random random, int count) {
        var entities = new EntityStore();
        for (var i = 0; i < count; i++) {
            var x = -150 + random.nextDouble(1100);
            var y = random.nextDouble(600);
            entities.add(new Entity("e" + i, x, y, x, y));
        }
        return entities;
    }

    private static int[] sorted(int[] found, int count) {
        var copy = Arrays.copyOf(found, count);
        Arrays.sort(copy);
        return copy;
    }

    private static int[] byHand(EntityStore entities, double x, double y, double radius) {
        return IntStream.range(0, entities.size())
                .filter(slot -> {
                    var dx = entities.x(slot) - x;
                    var dy = entities.y(slot) - y;
                    return dx * dx + dy * dy <= radius * radius;
                })
                .toArray();
    }
}
