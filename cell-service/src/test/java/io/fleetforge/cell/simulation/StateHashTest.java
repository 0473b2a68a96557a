package io.fleetforge.cell.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.simulation.EntityStore.Entity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StateHashTest {

    @Test
    void shouldNotDependOnTheOrderAndAddUpOverChildren() {
        for (var seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            var entities = entities(random, 1 + random.nextInt(100));
            var whole = StateHash.of(entities);
            var part = random.nextInt(entities.size());

            var children =
                    StateHash.of(entities.subList(0, part)) + StateHash.of(entities.subList(part, entities.size()));
            Collections.shuffle(entities, random);

            assertThat(children).as("seed %d", seed).isEqualTo(whole);
            assertThat(StateHash.of(store(entities))).as("seed %d", seed).isEqualTo(whole);
        }
    }

    @Test
    void shouldDifferWhenAnythingDiffers() {
        var hashes = new HashSet<Long>();
        hashes.add(StateHash.of(List.of()));
        for (var entity : List.of(
                new Entity("a", 1, 2, 3, 4),
                new Entity("b", 1, 2, 3, 4),
                new Entity("a", 2, 1, 3, 4),
                new Entity("a", 1, 2, 4, 3),
                new Entity("a", 1, 2, 3, Math.nextUp(4.0)))) {
            hashes.add(StateHash.of(List.of(entity)));
        }

        assertThat(hashes).hasSize(6);
    }

    @Test
    void shouldTreatMinusZeroAsZero() {
        assertThat(StateHash.of(List.of(new Entity("a", -0.0, 0, 0, 0))))
                .isEqualTo(StateHash.of(List.of(new Entity("a", 0, 0, 0, 0))));
    }

    private static List<Entity> entities(Random random, int count) {
        var entities = new ArrayList<Entity>();
        for (var i = 0; i < count; i++) {
            entities.add(new Entity(
                    "e" + i, random.nextDouble(), random.nextDouble(), random.nextDouble(), random.nextDouble()));
        }
        return entities;
    }

    private static EntityStore store(List<Entity> entities) {
        var store = new EntityStore();
        entities.forEach(store::add);
        return store;
    }
}
