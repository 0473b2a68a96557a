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

/** Space, entities and their state are conserved by any sequence of splits and merges. */
class SplitPropertyTest {

    private static final CorrelationId CORRELATION = new CorrelationId("correlation");
    private static final int SEEDS = 300;
    private static final int MAX_PARTITIONS = 8;
    /** Thousands of cells start and end; a static reference, since an unreferenced logger loses its level. */
    private static final Logger LOG = Logger.getLogger(CellHost.class.getName());

    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.WARNING);
    }

    @AfterAll
    static void loud() {
        LOG.setLevel(null);
    }

    /** A cell and the two cells it was split into. */
    private record Partition(CellAssignment parent, List<CellAssignment> children) {}

    @Test
    void shouldTileConserveAndKeepTheHashThroughAnySplitsAndMergesWhenSeeded() {
        for (var seed = 0L; seed < SEEDS; seed++) {
            var world = new World(seed);
            var whole = world.entities();

            for (var partition = 0; partition < MAX_PARTITIONS; partition++) {
                world.split();
                world.assertSame(whole, "after a split");
            }
            while (world.merge()) {
                world.assertSame(whole, "after a merge");
            }

            assertThat(world.cells).as("seed %d", seed).hasSize(1);
        }
    }

    /** One real host without threads, whose time stands still, so that only repartitions change anything. */
    private static final class World {
        private final long seed;
        private final Random random;
        private final CellHosts.Started started;
        private final ArrayDeque<Partition> partitions = new ArrayDeque<>();
        private List<CellAssignment> cells = List.of(cell("c1", ALL, 1));
        private long revision = 1;

        World(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            var outside = new CellHosts.Outside(new CellFixture.RecordingEvents(), Persistence.OFF, (late, took) -> {});
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
            started.host()
                    .apply(admitting(1000, topology(revision, cells.toArray(CellAssignment[]::new))), CORRELATION);
        }

        /** Splits a random cell at a random line, every second time at one on which an entity stands. */
        void split() {
            var parent = cells.get(random.nextInt(cells.size()));
            var bounds = parent.bounds();
            var inside = entitiesIn(parent.id());
            var onEntity = random.nextBoolean() && !inside.isEmpty();
            var entity = onEntity ? inside.get(random.nextInt(inside.size())) : null;
            var x = entity != null ? entity.x() : bounds.xMin() + random.nextDouble() * bounds.width();
            var y = entity != null ? entity.y() : bounds.yMin() + random.nextDouble() * bounds.height();
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
            partitions.push(new Partition(parent, children));
            assertThat(Tiling.violation(bounds, parts)).as("seed %d", seed).isEmpty();
        }

        private CellAssignment child(Bounds bounds, String suffix, CellAssignment parent) {
            return cell("c" + revision + suffix, bounds, revision, parent.id());
        }

        /** Reverts the last split; false when there is none. */
        boolean merge() {
            if (partitions.isEmpty()) {
                return false;
            }
            var partition = partitions.pop();
            revision++;
            var ids = partition.children().stream().map(CellAssignment::id).toArray(String[]::new);
            // The id of the parent again: earlier splits refer to it.
            replace(
                    partition.children(),
                    List.of(cell(partition.parent().id(), partition.parent().bounds(), revision, ids)));
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
            assertThat(entities()).as("seed %d %s", seed, when).isEqualTo(whole);
            assertThat(cells.stream()
                            .mapToLong(part -> StateHash.of(entitiesIn(part.id())))
                            .sum())
                    .as("seed %d %s", seed, when)
                    .isEqualTo(StateHash.of(whole));
            assertThat(Tiling.violation(
                            ALL, cells.stream().map(CellAssignment::bounds).toList()))
                    .as("seed %d %s", seed, when)
                    .isEmpty();
            for (var part : cells) {
                assertThat(entitiesIn(part.id()))
                        .as("seed %d %s, in %s", seed, when, part.id())
                        .allMatch(entity -> part.bounds().contains(entity.x(), entity.y()));
            }
        }

        List<Entity> entities() {
            return cells.stream()
                    .flatMap(part -> entitiesIn(part.id()).stream())
                    .sorted(Comparator.comparing(Entity::id))
                    .toList();
        }

        private List<Entity> entitiesIn(String cell) {
            var answer = new CompletableFuture<CellAnswer>();
            started.host().cell(cell).orElseThrow().offer(new CellInput.ListEntities(answer));
            started.scheduler().tickAll();
            return answer.join() instanceof CellAnswer.Present(var entities, var id, var epoch) ? entities : List.of();
        }
    }
}
