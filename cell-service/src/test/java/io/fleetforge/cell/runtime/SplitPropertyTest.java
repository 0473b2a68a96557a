package io.fleetforge.cell.runtime;

import static io.fleetforge.cell.runtime.CellFixture.ALL;
import static io.fleetforge.cell.runtime.CellFixture.SELF;
import static io.fleetforge.cell.runtime.CellFixture.admitting;
import static io.fleetforge.cell.runtime.CellFixture.cell;
import static io.fleetforge.cell.runtime.CellFixture.topology;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.cell.simulation.StateHash;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.geometry.Tiling;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is cut where, and put together again: space, entities and their state stay what they were. */
class SplitPropertyTest {

    private static final CorrelationId STORY = new CorrelationId("story");
    private static final int SEEDS = 300;
    private static final int MOST_CUTS = 8;
    /** Thousands of cells begin and end; held, since a logger that nobody holds forgets its level. */
    private static final Logger LOG = Logger.getLogger(CellHost.class.getName());

    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.WARNING);
    }

    @AfterAll
    static void loud() {
        LOG.setLevel(null);
    }

    /** A cell and the two that it was cut into. */
    private record Cut(CellAssignment parent, List<CellAssignment> children) {}

    @Test
    void shouldTileConserveAndKeepTheHashThroughAnySplitsAndMergesWhenSeeded() {
        for (var seed = 0L; seed < SEEDS; seed++) {
            var world = new World(seed);
            var whole = world.everybody();

            for (var cut = 0; cut < MOST_CUTS; cut++) {
                world.split();
                world.assertSame(whole, "after a split");
            }
            while (world.merge()) {
                world.assertSame(whole, "after a merge");
            }

            assertThat(world.cells).as("seed %d", seed).hasSize(1);
        }
    }

    /** One real host without threads, whose time stands still, so that only re-cuts may change anything. */
    private static final class World {
        private final long seed;
        private final Random random;
        private final CellHosts.Started started;
        private final ArrayDeque<Cut> cuts = new ArrayDeque<>();
        private List<CellAssignment> cells = List.of(cell("c1", ALL, 1));
        private long revision = 1;

        World(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            var outside = new CellHosts.Outside(new CellFixture.News(), Persistence.OFF, (late, took) -> {});
            started = CellHosts.withoutThreads(SELF, outside, 0, () -> 0);
            apply();
            crowd().forEach(this::enter);
            started.scheduler().tickAll();
        }

        private List<Entity> crowd() {
            var crowd = new ArrayList<Entity>();
            var hotX = random.nextDouble(100);
            for (var i = random.nextInt(60); i > 0; i--) {
                var x = random.nextInt(3) == 0 ? hotX : random.nextDouble(100);
                var y = random.nextInt(5) == 0 ? 0 : random.nextDouble(100);
                crowd.add(new Entity("e" + i, x, y, random.nextDouble(100), random.nextDouble(100)));
            }
            return crowd;
        }

        private void enter(Entity entity) {
            started.host().cell("c1").orElseThrow().offer(new CellInput.Enter(entity, new CompletableFuture<>()));
        }

        private void apply() {
            started.host().apply(admitting(1000, topology(revision, cells.toArray(CellAssignment[]::new))), STORY);
        }

        /** Cuts any cell at any line, every second time at one on which somebody stands. */
        void split() {
            var parent = cells.get(random.nextInt(cells.size()));
            var bounds = parent.bounds();
            var inside = everybodyIn(parent.id());
            var onSomebody = random.nextBoolean() && !inside.isEmpty();
            var somebody = onSomebody ? inside.get(random.nextInt(inside.size())) : null;
            var x = somebody != null ? somebody.x() : bounds.xMin() + random.nextDouble() * bounds.width();
            var y = somebody != null ? somebody.y() : bounds.yMin() + random.nextDouble() * bounds.height();
            if (x <= bounds.xMin() || y <= bounds.yMin()) {
                return;
            }
            revision++;
            var parts = random.nextBoolean()
                    ? List.of(
                            new Bounds(bounds.xMin(), x, bounds.yMin(), bounds.yMax()),
                            new Bounds(x, bounds.xMax(), bounds.yMin(), bounds.yMax()))
                    : List.of(
                            new Bounds(bounds.xMin(), bounds.xMax(), bounds.yMin(), y),
                            new Bounds(bounds.xMin(), bounds.xMax(), y, bounds.yMax()));
            var children = List.of(child(parts.getFirst(), "a", parent), child(parts.getLast(), "b", parent));
            replace(List.of(parent), children);
            cuts.push(new Cut(parent, children));
            assertThat(Tiling.violation(bounds, parts)).as("seed %d", seed).isEmpty();
        }

        private CellAssignment child(Bounds bounds, String suffix, CellAssignment parent) {
            return cell("c" + revision + suffix, bounds, revision, parent.id());
        }

        /** Takes the last cut back; false when there is none. */
        boolean merge() {
            if (cuts.isEmpty()) {
                return false;
            }
            var cut = cuts.pop();
            revision++;
            var ids = cut.children().stream().map(CellAssignment::id).toArray(String[]::new);
            // The id of the parent again: cuts before this one know it by that.
            replace(cut.children(), List.of(cell(cut.parent().id(), cut.parent().bounds(), revision, ids)));
            return true;
        }

        private void replace(List<CellAssignment> gone, List<CellAssignment> come) {
            var goneIds = gone.stream().map(CellAssignment::id).toList();
            var next = new ArrayList<>(come);
            cells.stream().filter(kept -> !goneIds.contains(kept.id())).forEach(next::add);
            cells = next;
            apply();
        }

        void assertSame(List<Entity> whole, String when) {
            assertThat(everybody()).as("seed %d %s", seed, when).isEqualTo(whole);
            assertThat(cells.stream()
                            .mapToLong(part -> StateHash.of(everybodyIn(part.id())))
                            .sum())
                    .as("seed %d %s", seed, when)
                    .isEqualTo(StateHash.of(whole));
            assertThat(Tiling.violation(
                            ALL, cells.stream().map(CellAssignment::bounds).toList()))
                    .as("seed %d %s", seed, when)
                    .isEmpty();
            for (var part : cells) {
                assertThat(everybodyIn(part.id()))
                        .as("seed %d %s, in %s", seed, when, part.id())
                        .allMatch(entity -> part.bounds().contains(entity.x(), entity.y()));
            }
        }

        List<Entity> everybody() {
            return cells.stream()
                    .flatMap(part -> everybodyIn(part.id()).stream())
                    .sorted(Comparator.comparing(Entity::id))
                    .toList();
        }

        private List<Entity> everybodyIn(String cell) {
            var answer = new CompletableFuture<CellAnswer>();
            started.host().cell(cell).orElseThrow().offer(new CellInput.Roll(answer));
            started.scheduler().tickAll();
            return answer.join() instanceof CellAnswer.Present(var entities, var id, var epoch) ? entities : List.of();
        }
    }
}
