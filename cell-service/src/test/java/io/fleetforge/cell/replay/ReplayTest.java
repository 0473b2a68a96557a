package io.fleetforge.cell.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.cell.replay.Change.Kind;
import io.fleetforge.cell.simulation.CellSimulation;
import io.fleetforge.cell.simulation.EntityStore;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final Bounds BOUNDS = new Bounds(0, 100, 0, 100);
    private static final double STEP = 5;

    private final EntityStore state = new EntityStore();
    private final InputLog log = new InputLog(state);

    @Test
    void shouldGiveTheRecordedStateAfterJson() throws Exception {
        add(new Entity("a", 0.1, 1.0 / 3, 77.7, 12));
        tick(7);
        var mapper = new ObjectMapper();

        var read = mapper.readValue(mapper.writeValueAsString(recording()), Recording.class);

        assertThat(read).isEqualTo(recording());
        assertThat(Replay.run(read)).satisfies(outcome -> {
            assertThat(outcome.hash()).isEqualTo(recording().hash());
            assertThat(outcome.ticks()).isEqualTo(7);
            assertThat(outcome.entities()).containsExactly(state.entity(0));
        });
    }

    @Test
    void shouldCountTicksWithoutInputAsOneChange() {
        add(new Entity("a", 1, 1, 90, 90));
        tick(20);

        assertThat(recording().changes()).extracting(Change::kind).containsExactly(Kind.ADD, Kind.AIM, Kind.TICK);
        assertThat(recording().changes().getLast().ticks()).isEqualTo(20);
    }

    @Test
    void shouldHoldTheChangesSinceTheCheckpointBeforeTheLast() {
        add(new Entity("a", 1, 1, 90, 90));
        tick(3);
        checkpoint();
        tick(4);
        checkpoint();
        tick(5);

        assertThat(recording().entities()).extracting(Entity::id).containsExactly("a");
        assertThat(Replay.run(recording()).ticks()).isEqualTo(9);
        assertThat(Replay.run(recording()).hash()).isEqualTo(recording().hash());
    }

    /** Without checkpoints, or with very many inputs. */
    @Test
    void shouldBeBounded() {
        add(new Entity("a", 50, 50, 50, 50));
        for (var input = 0; input < 5 * InputLog.CAPACITY; input++) {
            var x = input * 37 % 100;
            state.aim(0, x, 100 - x);
            log.aimed(0, x, 100 - x);
            tick(1);
            if (input % 25 == 0) {
                assertThat(Replay.run(recording()).hash())
                        .as("after input %d", input)
                        .isEqualTo(recording().hash());
            }
        }

        assertThat(recording().changes()).hasSizeBetween(InputLog.CAPACITY, 2 * InputLog.CAPACITY);
    }

    @Test
    void shouldStopAfterTheRequestedTicks() {
        add(new Entity("a", 0, 0, 100, 0));
        tick(10);

        var early = Replay.run(recording(), 4);

        assertThat(early.ticks()).isEqualTo(4);
        assertThat(early.entities())
                .singleElement()
                .satisfies(entity -> assertThat(entity.x()).isEqualTo(4 * STEP));
    }

    @Test
    void shouldRefuseChangesThatDoNotFit() {
        var edited = new Recording(
                "c", 1, BOUNDS, STEP, List.of(), List.of(new Change(Kind.REMOVE, "ghost", null, null, null)), "0");

        assertThatThrownBy(() -> Replay.run(edited))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ghost");
    }

    private void add(Entity entity) {
        state.add(entity);
        log.added(entity);
    }

    private void tick(int times) {
        for (var tick = 0; tick < times; tick++) {
            log.ticks();
            CellSimulation.step(state, BOUNDS, STEP);
        }
    }

    private void checkpoint() {
        log.checkpointed(List.of(state.entity(0)));
    }

    private Recording recording() {
        return log.recording("c", 1, BOUNDS, STEP);
    }
}
