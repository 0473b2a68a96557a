package io.fleetforge.cell.runtime;

import static io.fleetforge.cell.runtime.CellFixture.LEFT;
import static io.fleetforge.cell.runtime.CellFixture.RIGHT;
import static io.fleetforge.cell.runtime.CellFixture.at;
import static io.fleetforge.cell.runtime.CellFixture.cell;
import static io.fleetforge.cell.runtime.CellFixture.heading;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.replay.Change;
import io.fleetforge.cell.replay.Replay;
import io.fleetforge.cell.runtime.CellAgent.Arrival;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.CellState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellAgentTest {

    private final List<String> seen = new ArrayList<>();
    private final CellAgent.Surroundings alone = new CellAgent.Surroundings() {
        @Override
        public boolean hand(Entity entity, CellAgent from) {
            if (entity.y() > 90) {
                throw new IllegalStateException("a fault");
            }
            return false;
        }

        @Override
        public void arrived(Entity entity, CellAgent to) {
            seen.add(entity.id() + " in " + to.id());
        }

        @Override
        public void leftUnacknowledged(Entity entity, CellAgent from) {
            seen.add(entity.id() + " left " + from.id() + " unacknowledged");
        }

        @Override
        public void failed(CellAgent cell, RuntimeException fault) {
            seen.add(cell.id() + " failed: " + fault.getMessage());
        }
    };
    private final CellAgent left = new CellAgent(cell("left", LEFT, 1), 2, 5, alone, List.of());
    private final CellAgent right = new CellAgent(cell("right", RIGHT, 1), 2, 5, alone, List.of());

    @Test
    void shouldAnswerAtTheTickAndNotBefore() {
        var answer = enter(left, at("a", 1, 1));

        assertThat(answer).isNotDone();
        left.tick();
        assertThat(answer).isCompletedWithValue(new CellAnswer.Done(at("a", 1, 1), "left", 1));
        assertThat(left.players()).isEqualTo(1);
    }

    @Test
    void shouldRefuseOneMoreThanTheLimit() {
        enter(left, at("a", 1, 1));
        enter(left, at("b", 1, 1));
        var third = enter(left, at("c", 1, 1));

        left.tick();

        assertThat(third).isCompletedWithValue(new CellAnswer.Full(2));
        assertThat(left.players()).isEqualTo(2);
    }

    /** I7. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldHaveTheStateThatItsRecordedInputsGive(long seed) {
        var random = new Random(seed);
        var cell = new CellAgent(cell("left", LEFT, 1), 40, 5, crossing(random), List.of(at("first", 3, 3)));
        var kinds = EnumSet.noneOf(Change.Kind.class);
        for (var tick = 0; tick < 3000; tick++) {
            if (random.nextInt(3) > 0) {
                change(cell, random, tick);
            }
            cell.tick();
            if (tick % 50 == 0) {
                var recording = cell.recording();
                recording.changes().forEach(change -> kinds.add(change.kind()));
                assertThat(Replay.run(recording).hash()).isEqualTo(recording.hash());
            }
        }
        assertThat(cell.state()).isEqualTo(CellState.RUNNING);
        assertThat(kinds).containsExactlyInAnyOrder(Change.Kind.values());
    }

    private static void change(CellAgent cell, Random random, int tick) {
        var answer = new CompletableFuture<CellAnswer>();
        var some = "e" + Math.max(0, tick - random.nextInt(60));
        cell.offer(
                switch (random.nextInt(60)) {
                    case 0 -> new CellInput.ListEntities(answer);
                    case 1, 2, 3 -> new CellInput.Leave(some, answer);
                    case 4, 5, 6, 7, 8, 9, 10 -> new CellInput.Enter(at("e" + tick, 20, 20), answer);
                    default ->
                        new CellInput.SetTarget(some, random.nextDouble(120) - 10, random.nextDouble(80), answer);
                });
        if (random.nextInt(50) == 0) {
            cell.arrive(new Arrival(heading("a" + tick, 10, 10, 30, 30), null));
        }
    }

    /** Neighbours that accept every other entity. */
    private static CellAgent.Surroundings crossing(Random random) {
        return new CellAgent.Surroundings() {
            @Override
            public boolean hand(Entity entity, CellAgent from) {
                return random.nextBoolean();
            }

            @Override
            public void arrived(Entity entity, CellAgent to) {}

            @Override
            public void leftUnacknowledged(Entity entity, CellAgent from) {}

            @Override
            public void failed(CellAgent cell, RuntimeException fault) {
                throw new IllegalStateException(fault);
            }
        };
    }

    @Test
    void shouldReportPositionsAsOfTheTick() {
        enter(left, at("a", 10, 20));
        enter(left, heading("b", 30, 40, 40, 40));
        var answer = new CompletableFuture<CellAnswer>();
        left.offer(new CellInput.Survey(answer));

        left.tick();
        left.tick();

        assertThat(answer)
                .isCompletedWithValueMatching(given -> given instanceof CellAnswer.Surveyed(var positions)
                        && positions.spread(LEFT).orElseThrow().x().getFirst() == 10
                        && positions.spread(LEFT).orElseThrow().x().getLast() == 30
                        && positions.spread(LEFT).orElseThrow().y().getLast() == 40);
    }

    @Test
    void shouldHaveNoSpreadWithoutEntities() {
        var answer = new CompletableFuture<CellAnswer>();
        left.offer(new CellInput.Survey(answer));

        left.tick();

        assertThat(answer)
                .isCompletedWithValueMatching(given -> given instanceof CellAnswer.Surveyed(var positions)
                        && positions.spread(LEFT).isEmpty());
    }

    @Test
    void shouldAnswerBusyWhenTheMailboxIsFull() {
        for (var i = 0; i < CellAgent.MAILBOX_CAPACITY; i++) {
            locate(left, "unknown");
        }

        var over = locate(left, "unknown");

        assertThat(over).isCompletedWithValue(new CellAnswer.Busy("the mailbox is full"));
        assertThat(left.mailboxDepth()).isEqualTo(CellAgent.MAILBOX_CAPACITY);
    }

    @Test
    void shouldKeepNoOrphanOfAJoinThatTimedOut() {
        var answer = enter(left, at("a", 1, 1));
        answer.complete(new CellAnswer.Busy("timed out"));

        left.tick();

        assertThat(left.players()).isZero();
        assertThat(left.end()).isEmpty();
    }

    @Test
    void shouldNotApplyAnInputThatTimedOut() {
        enter(left, at("a", 1, 1));
        left.tick();
        var answer = new CompletableFuture<CellAnswer>();
        left.offer(new CellInput.Leave("a", answer));
        answer.complete(new CellAnswer.Busy("timed out"));

        left.tick();

        assertThat(left.players()).isEqualTo(1);
        assertThat(seen).isEmpty();
    }

    @Test
    void shouldReportALeaveThatTimedOutAtTheMomentOfItsAnswer() {
        enter(left, at("a", 1, 1));
        left.tick();
        // An answer that looks open and is completed: the timeout came between the check and the answer.
        left.offer(new CellInput.Leave("a", new CompletableFuture<>() {
            @Override
            public boolean complete(CellAnswer value) {
                return false;
            }
        }));

        left.tick();

        assertThat(left.players()).isZero();
        assertThat(seen).containsExactly("a left left unacknowledged");
    }

    @Test
    void shouldAdmitMoreOnceItsLimitIsRaised() {
        enter(left, at("a", 1, 1));
        enter(left, at("b", 1, 1));
        left.limitPlayers(3);
        enter(left, at("c", 1, 1));

        left.tick();

        assertThat(left.players()).isEqualTo(3);
    }

    @Test
    void shouldRefuseATargetThatIsNotFiniteAndTickOn() {
        enter(left, at("a", 1, 1));
        var answer = new CompletableFuture<CellAnswer>();
        left.offer(new CellInput.SetTarget("a", Double.NaN, 1, answer));

        left.tick();
        left.tick();

        assertThat(answer).isCompletedWithValue(new CellAnswer.Refused("x and y must be finite"));
        assertThat(left.state()).isEqualTo(CellState.RUNNING);
    }

    @Test
    void shouldHoldAnEntityAtTheEdgeThatCannotCross() {
        enter(left, heading("a", 49, 10, 80, 10));

        left.tick();

        var held = left.end().getFirst();
        assertThat(held.x()).isLessThan(50).isGreaterThan(49);
        assertThat(held.targetX()).isEqualTo(held.x());
    }

    @Test
    void shouldReturnAnArrivalWhenFull() {
        enter(right, at("a", 60, 1));
        enter(right, at("b", 60, 1));
        right.tick();

        assertThat(right.arrive(new Arrival(at("c", 50, 1), left))).isTrue();
        right.tick();
        left.tick();

        assertThat(right.players()).isEqualTo(2);
        assertThat(left.end()).singleElement().satisfies(entity -> {
            assertThat(entity.id()).isEqualTo("c");
            assertThat(LEFT.contains(entity.x(), entity.y())).isTrue();
        });
    }

    @Test
    void shouldAcceptAnArrivalWhenFullAndItsOriginEnded() {
        enter(right, at("a", 60, 1));
        enter(right, at("b", 60, 1));
        right.tick();
        left.end();

        right.arrive(new Arrival(at("c", 50, 1), left));
        right.tick();

        assertThat(right.players()).isEqualTo(3);
        assertThat(seen).containsExactly("c in right");
    }

    @Test
    void shouldReturnPendingArrivalsWhenItEnds() {
        right.arrive(new Arrival(at("c", 50, 1), left));
        var waiting = locate(right, "c");

        assertThat(right.end()).containsExactly(at("c", 50, 1));
        assertThat(waiting).isCompletedWithValue(new CellAnswer.Absent());
        assertThat(right.arrive(new Arrival(at("d", 50, 1), left))).isFalse();
        assertThat(locate(right, "c")).isCompletedWithValue(new CellAnswer.Absent());
    }

    @Test
    void shouldFailWithoutItsNeighboursAndKeepItsEntities() {
        enter(left, heading("a", 49, 95, 80, 95));

        left.tick();

        assertThat(left.state()).isEqualTo(CellState.FAILED);
        assertThat(seen).containsExactly("left failed: at entity a: java.lang.IllegalStateException: a fault");
        assertThat(locate(left, "a")).isCompletedWithValue(new CellAnswer.Busy("the cell failed"));
        assertThat(left.end()).extracting(Entity::id).containsExactly("a");
    }

    private static CompletableFuture<CellAnswer> enter(CellAgent cell, Entity entity) {
        var answer = new CompletableFuture<CellAnswer>();
        cell.offer(new CellInput.Enter(entity, answer));
        return answer;
    }

    private static CompletableFuture<CellAnswer> locate(CellAgent cell, String id) {
        var answer = new CompletableFuture<CellAnswer>();
        cell.offer(new CellInput.Locate(id, answer));
        return answer;
    }
}
