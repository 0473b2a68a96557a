package io.fleetforge.cell.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CellSimulationTest {

    private static final Bounds CELL = new Bounds(0, 100, 0, 100);

    @Test
    void shouldMoveTowardsTheTargetAtTheSpeedLimit() {
        var store = store(new Entity("a", 0, 0, 30, 40));

        var outside = CellSimulation.step(store, CELL, 5);

        assertThat(outside).isZero();
        assertThat(store.x(0)).isCloseTo(3, within(1e-12));
        assertThat(store.y(0)).isCloseTo(4, within(1e-12));
    }

    @Test
    void shouldStopExactlyOnTheTarget() {
        var store = store(new Entity("a", 10, 10, 11, 11));

        CellSimulation.step(store, CELL, 5);
        CellSimulation.step(store, CELL, 5);

        assertThat(store.entity(0)).isEqualTo(new Entity("a", 11, 11, 11, 11));
    }

    @Test
    void shouldCountEntitiesOutsideByHalfOpenEdges() {
        var store = store(
                new Entity("on-min", 0, 0, 0, 0),
                new Entity("to-max", 99, 50, 100, 50),
                new Entity("in", 50, 50, 50, 50));

        assertThat(CellSimulation.step(store, CELL, 5)).isEqualTo(1);
    }

    @Test
    void shouldHoldAtTheEdgeInsideTheCell() {
        var store = store(new Entity("a", 120, -7, 130, -9));

        CellSimulation.holdAtEdge(store, 0, CELL);

        assertThat(CELL.contains(store.x(0), store.y(0))).isTrue();
        assertThat(CellSimulation.step(store, CELL, 5)).isZero();
    }

    @Test
    void shouldGiveTheSameResultForTheSameInputs() {
        assertThat(walk(42)).isEqualTo(walk(42)).isNotEqualTo(walk(43));
    }

    @Test
    void shouldRefuseCoordinatesThatAreNotFinite() {
        assertThatThrownBy(() -> new Entity("a", Double.NaN, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Entity("a", 0, 0, 0, Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKeepSlotsInStepWhenTheStoreGrowsAndShrinks() {
        var store = new EntityStore();
        for (var i = 0; i < 100; i++) {
            store.add(new Entity("e" + i, i, i, i, i));
        }

        for (var i = 0; i < 100; i += 2) {
            store.remove(store.slot("e" + i));
        }

        assertThat(store.size()).isEqualTo(50);
        for (var i = 1; i < 100; i += 2) {
            assertThat(store.entity(store.slot("e" + i))).isEqualTo(new Entity("e" + i, i, i, i, i));
        }
        assertThat(store.slot("e0")).isEqualTo(-1);
    }

    private static String walk(long seed) {
        var random = new Random(seed);
        var store = new EntityStore();
        for (var i = 0; i < 20; i++) {
            store.add(new Entity(
                    "e" + i,
                    random.nextDouble(100),
                    random.nextDouble(100),
                    random.nextDouble(100),
                    random.nextDouble(100)));
        }
        for (var tick = 0; tick < 50; tick++) {
            store.aim(random.nextInt(20), random.nextDouble(100), random.nextDouble(100));
            CellSimulation.step(store, CELL, 0.7);
        }
        var state = new StringBuilder();
        for (var slot = 0; slot < store.size(); slot++) {
            state.append(store.entity(slot)).append('\n');
        }
        return state.toString();
    }

    private static EntityStore store(Entity... entities) {
        var store = new EntityStore();
        for (var entity : entities) {
            store.add(entity);
        }
        return store;
    }
}
