package io.fleetforge.cell.interest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.simulation.EntityStore;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.play.ServerMessage.Delta;
import io.fleetforge.contracts.play.ServerMessage.Entered;
import io.fleetforge.contracts.play.ServerMessage.Moved;
import io.fleetforge.contracts.play.ServerMessage.Position;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClientViewTest {

    private static final double RADIUS = 10;
    private static final CellSnapshot.Source LEFT = new CellSnapshot.Source("left", 3, new Bounds(0, 50, 0, 100));
    private static final CellSnapshot.Source RIGHT = new CellSnapshot.Source("right", 4, new Bounds(50, 100, 0, 100));

    private final ClientView view = new ClientView("me", id -> "name of " + id, 5);

    @Test
    void shouldSendEverythingNearAtFirstAndOnlyChangesAfter() {
        var first = next(left(at("me", 20, 20), at("near", 25, 20), at("far", 40, 20)));
        var second = view.next(left(at("me", 20, 20), at("near", 25, 20), at("far", 40, 20)), List.of(), 0, false);
        var third = next(left(at("me", 20, 20), at("near", 26, 20), at("far", 40, 20)));

        assertThat(first.full()).isTrue();
        assertThat(first.position()).isEqualTo(new Position("left", 3));
        assertThat(first.entered())
                .containsExactly(new Entered(0, "name of me", 0, 0), new Entered(1, "name of near", 5, 0));
        assertThat(second).as("nothing changed").isEmpty();
        assertThat(third)
                .returns(false, Delta::full)
                .returns(null, Delta::position)
                .returns(List.of(), Delta::entered)
                .returns(List.of(new Moved(1, 6, 0)), Delta::moved);
    }

    @Test
    void shouldSeeBeyondTheCellEdgeAndReportTheNewCellAfterACrossing() {
        var before = view.next(left(at("me", 49, 20)), List.of(right(at("other", 52, 20))), 0, false);
        var after = view.next(right(at("me", 50, 20), at("other", 52, 20)), List.of(left()), 0, false);

        assertThat(before.orElseThrow().entered())
                .containsExactly(new Entered(0, "name of me", 0, 0), new Entered(1, "name of other", 3, 0));
        assertThat(after.orElseThrow())
                .returns(new Position("right", 4), Delta::position)
                .returns(List.of(), Delta::entered)
                .returns(List.of(new Moved(0, 0, 0)), Delta::moved)
                .returns(List.of(), Delta::left);
    }

    @Test
    void shouldReportAnEntityAsLeftAtTheSecondRoundWithoutItAndReuseItsHandle() {
        next(left(at("me", 20, 20), at("near", 25, 20)));
        var missedOnce = view.next(left(at("me", 20, 20)), List.of(), 0, false);
        var missedTwice = next(left(at("me", 20, 20)));
        var other = next(left(at("me", 20, 20), at("other", 21, 20)));

        assertThat(missedOnce).as("it may be on its way over an edge").isEmpty();
        assertThat(missedTwice.left()).containsExactly(1);
        assertThat(other.entered()).containsExactly(new Entered(1, "name of other", 1, 0));
    }

    @Test
    void shouldReportAnEntityOnceWhenTwoSnapshotsHoldIt() {
        var delta = view.next(
                        left(at("me", 49, 20), at("other", 49.5, 20)), List.of(right(at("other", 50.5, 20))), 0, false)
                .orElseThrow();

        assertThat(delta.entered()).extracting(Entered::name).containsExactly("name of me", "name of other");
    }

    @Test
    void shouldMakeUpForSkippedRounds() {
        next(left(at("me", 20, 20), at("near", 25, 20)));
        // Rounds whose snapshots were not used for this view
        left(at("me", 21, 20), at("near", 26, 20));
        left(at("me", 22, 20), at("near", 27, 20));

        var late = next(left(at("me", 23, 20), at("near", 28, 20)));

        assertThat(late.moved()).containsExactly(new Moved(0, 0, 0), new Moved(1, 5, 0));
    }

    @Test
    void shouldAcknowledgeAnInputThoughNothingMovedAndSendAnEmptyDeltaOnRequest() {
        next(left(at("me", 20, 20)));

        assertThat(view.next(left(at("me", 20, 20)), List.of(), 7, false)
                        .orElseThrow()
                        .acked())
                .isEqualTo(7);
        assertThat(view.next(left(at("me", 20, 20)), List.of(), 7, false)).isEmpty();
        assertThat(view.next(left(at("me", 20, 20)), List.of(), 7, true)).isPresent();
    }

    @Test
    void shouldWaitWhileItsOwnEntityIsBetweenTwoCells() {
        assertThat(view.next(left(at("other", 20, 20)), List.of(), 0, true)).isEmpty();
    }

    @Test
    void shouldShowTheNearestWhenThereAreTooMany() {
        var crowd = IntStream.range(0, 20)
                .mapToObj(i -> i == 10 ? at("me", 10, 20) : at("e" + i, 10 + (i - 10) * 0.5, 20))
                .toArray(Entity[]::new);

        var delta = next(left(crowd));

        assertThat(delta.entered())
                .extracting(Entered::name)
                .containsExactlyInAnyOrder("name of me", "name of e9", "name of e11", "name of e8", "name of e12");
    }

    /** The state that a client builds from the deltas equals the snapshots, whichever rounds are skipped. */
    @Test
    void shouldLetAClientRebuildTheSurroundingsFromDeltasAlone() {
        var random = new Random(42);
        var all = new HashMap<String, Entity>();
        var eyes = new ClientView("me", id -> id, 1000);
        Map<Integer, String> names = new HashMap<>();
        Map<Integer, double[]> places = new HashMap<>();
        all.put("me", at("me", 45, 50));
        for (var step = 0; step < 2000; step++) {
            var id = "e" + random.nextInt(30);
            if (random.nextInt(4) == 0) {
                all.remove(id);
            } else {
                all.put(id, at(id, random.nextInt(100), 40 + random.nextInt(20)));
            }
            if (random.nextInt(3) == 0) {
                continue;
            }
            all.put("me", at("me", 40 + random.nextInt(20), 50));
            // An entity is reported as left one round later: two rounds
            for (var round = 0; round < 2; round++) {
                ask(eyes, all).ifPresent(delta -> follow(delta, names, places));
            }
            var me = all.get("me");
            var expected = new HashSet<String>();
            all.values().stream()
                    .filter(e -> Math.hypot(e.x() - me.x(), e.y() - me.y()) <= RADIUS)
                    .forEach(e -> expected.add(e.id()));
            assertThat(new HashSet<>(names.values())).as("step %d", step).isEqualTo(expected);
            names.forEach((handle, name) -> assertThat(places.get(handle))
                    .containsExactly(all.get(name).x(), all.get(name).y()));
        }
    }

    private static Optional<Delta> ask(ClientView eyes, Map<String, Entity> all) {
        var left = snapshot(LEFT, all.values().stream().filter(e -> e.x() < 50).toArray(Entity[]::new));
        var right =
                snapshot(RIGHT, all.values().stream().filter(e -> e.x() >= 50).toArray(Entity[]::new));
        return all.get("me").x() < 50
                ? eyes.next(left, List.of(right), 0, false)
                : eyes.next(right, List.of(left), 0, false);
    }

    private static void follow(Delta delta, Map<Integer, String> names, Map<Integer, double[]> places) {
        delta.left().forEach(handle -> {
            names.remove(handle);
            places.remove(handle);
        });
        delta.entered().forEach(entered -> {
            names.put(entered.handle(), entered.name());
            places.put(entered.handle(), new double[] {delta.originX() + entered.dx(), delta.originY() + entered.dy()});
        });
        delta.moved()
                .forEach(moved -> places.put(
                        moved.handle(), new double[] {delta.originX() + moved.dx(), delta.originY() + moved.dy()}));
    }

    private Delta next(CellSnapshot own) {
        return view.next(own, List.of(), 0, false).orElseThrow();
    }

    private static CellSnapshot left(Entity... entities) {
        return snapshot(LEFT, entities);
    }

    private static CellSnapshot right(Entity... entities) {
        return snapshot(RIGHT, entities);
    }

    private static CellSnapshot snapshot(CellSnapshot.Source source, Entity... entities) {
        var store = new EntityStore();
        for (var entity : entities) {
            store.add(entity);
        }
        return CellSnapshot.of(source, 1, store, RADIUS);
    }

    private static Entity at(String id, double x, double y) {
        return new Entity(id, x, y, x, y);
    }
}
