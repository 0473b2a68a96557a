package io.fleetforge.bench;

import io.fleetforge.cell.simulation.CellSimulation;
import io.fleetforge.cell.simulation.EntityStore;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The peer: a fixed-rate task per cell on one thread of the JDK's scheduler. It makes the same steps and has no mailboxes. */
final class NaiveTicks {

    private static final long PERIOD_NS = MemoryHost.PERIOD.toNanos();
    private static final Bounds CELL = new Bounds(0, CellTicks.CELL_SIDE, 0, CellTicks.CELL_SIDE);
    private static final double MAX_STEP = CellTicks.SPEED * PERIOD_NS / 1e9;
    private static final int TICKS_PER_TARGET = 100;

    private NaiveTicks() {}

    @SuppressWarnings("FutureReturnValueIgnored") // the tasks end with the scheduler
    static void measure(Map<String, String> rows, int cells, int turn) throws InterruptedException {
        var late = new Latenesses((int) (cells * 20L * (CellTicks.MEASURE.toSeconds() + 10)));
        try (var scheduler = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("naive-" + turn).factory())) {
            for (var i = 0; i < cells; i++) {
                scheduler.scheduleAtFixedRate(
                        new Cell(i, late, System.nanoTime() + PERIOD_NS), PERIOD_NS, PERIOD_NS, TimeUnit.NANOSECONDS);
            }
            Thread.sleep(CellTicks.WARM);
            var cpu = new WorkerCpu("naive-" + turn);
            late.record(true);
            Thread.sleep(CellTicks.MEASURE);
            late.record(false);
            rows.put(
                    String.format(Locale.ROOT, "%d cells, turn %d, peer's ticks", cells, turn),
                    String.format(
                            Locale.ROOT,
                            "%d, its processor time %.2f cores",
                            late.size(),
                            cpu.secondsSince() / CellTicks.MEASURE.toSeconds()));
            scheduler.shutdownNow();
        }
        late.quantiles(rows, String.format(Locale.ROOT, "%d cells, turn %d, peer's lateness", cells, turn));
    }

    /** One cell as a task. */
    private static final class Cell implements Runnable {
        private final EntityStore entities = new EntityStore();
        private final SplittableRandom random;
        private final Latenesses late;
        private long dueNs;
        private int tick;

        Cell(int seed, Latenesses late, long firstNs) {
            this.random = new SplittableRandom(seed);
            this.late = late;
            this.dueNs = firstNs;
            this.tick = seed % TICKS_PER_TARGET;
            for (var i = 0; i < CellTicks.PLAYERS_PER_CELL; i++) {
                entities.add(new Entity("c" + seed + "-" + i, inside(), inside(), inside(), inside()));
            }
        }

        @Override
        public void run() {
            late.add(System.nanoTime() - dueNs);
            dueNs += PERIOD_NS;
            if (tick++ % TICKS_PER_TARGET == 0) {
                for (var slot = 0; slot < entities.size(); slot++) {
                    entities.aim(slot, inside(), inside());
                }
            }
            CellSimulation.step(entities, CELL, MAX_STEP);
        }

        private double inside() {
            return random.nextDouble(CellTicks.CELL_SIDE);
        }
    }
}
