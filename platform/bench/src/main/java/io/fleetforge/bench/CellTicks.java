package io.fleetforge.bench;

import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.runtime.TickMeter;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Lateness of ticks: 100 and 1000 cells with 50 walking players each on one worker of the real runtime, and the same steps
 * as one fixed-rate task per cell of a {@link java.util.concurrent.ScheduledThreadPoolExecutor}, alternating in one JVM. A
 * sleeping thread beside it measures which part of the lateness is the machine's.
 */
final class CellTicks implements Measure.Measurement {

    static final int PLAYERS_PER_CELL = 50;
    static final double CELL_SIDE = 100;
    static final double SPEED = 5;
    static final Duration WARM = Duration.ofSeconds(5);
    static final Duration MEASURE = Duration.ofSeconds(20);
    /** Each player gets a new target, and so its cell an input, every five seconds. */
    private static final int SECONDS_PER_TARGET = 5;

    private static final int BATCHES_PER_SECOND = 100;

    @Override
    public Map<String, String> run() throws Exception {
        var rows = new LinkedHashMap<String, String>();
        for (var cells : new int[] {100, 1000}) {
            for (var turn = 1; turn <= 2; turn++) {
                ours(rows, cells, turn);
                NaiveTicks.measure(rows, cells, turn);
            }
        }
        return rows;
    }

    private record Counted(Latenesses late, LongAdder missed) implements TickMeter {

        @Override
        public void ticked(long latenessNs, long durationNs) {
            late.add(latenessNs);
        }

        @Override
        public void skipped(long ticks) {
            missed.add(ticks);
        }
    }

    private static void ours(Map<String, String> rows, int cells, int turn) throws Exception {
        var side = CELL_SIDE * Math.sqrt(cells);
        var late = new Latenesses((int) (cells * 20L * (MEASURE.toSeconds() + 10)));
        var hiccups = new Latenesses((int) (1000 * (MEASURE.toSeconds() + 10)));
        var skipped = new LongAdder();
        try (var memory = new MemoryHost(
                new CellFailureListener(),
                new Counted(late, skipped),
                new Bounds(0, side, 0, side),
                PLAYERS_PER_CELL,
                SPEED)) {
            memory.apply(memory.grid(cells));
            var agents = List.copyOf(memory.host().cells());
            populate(agents);
            System.gc(); // 50 000 players at once, all young: their first collection, of 30 to 40 ms, is not a steady
            // tick's
            var walking = Thread.ofPlatform().daemon().start(() -> walk(agents));
            var sleeping = Thread.ofPlatform().daemon().start(new Hiccups(hiccups));
            Thread.sleep(WARM);
            var cpu = new WorkerCpu("tick-0");
            skipped.reset();
            late.record(true);
            hiccups.record(true);
            Thread.sleep(MEASURE);
            late.record(false);
            hiccups.record(false);
            var share = cpu.secondsSince() / MEASURE.toSeconds();
            walking.interrupt();
            walking.join();
            sleeping.interrupt();
            sleeping.join();
            rows.put(
                    String.format(Locale.ROOT, "%d cells, turn %d, ticks", cells, turn),
                    String.format(
                            Locale.ROOT,
                            "%d of %d due, %d reported as skipped, worker's processor time %.2f cores",
                            late.size(),
                            cells * 20L * MEASURE.toSeconds(),
                            skipped.sum(),
                            share));
            late.quantiles(rows, String.format(Locale.ROOT, "%d cells, turn %d, lateness", cells, turn));
            hiccups.quantiles(rows, String.format(Locale.ROOT, "%d cells, turn %d, of a sleeping thread", cells, turn));
        }
    }

    static void populate(List<CellAgent> agents) {
        var random = new SplittableRandom(1);
        var answers = new ArrayList<CompletableFuture<CellAnswer>>();
        for (var agent : agents) {
            for (var i = 0; i < PLAYERS_PER_CELL; i++) {
                var answer = new CompletableFuture<CellAnswer>();
                var x = within(random, agent.bounds().xMin(), agent.bounds().xMax());
                var y = within(random, agent.bounds().yMin(), agent.bounds().yMax());
                agent.offer(new CellInput.Enter(new Entity(agent.id() + "-" + i, x, y, x, y), answer));
                answers.add(answer);
            }
        }
        answers.forEach(CompletableFuture::join);
    }

    /** New targets, each in the player's own cell, until interrupted. */
    static void walk(List<CellAgent> agents) {
        var random = new SplittableRandom(2);
        var perBatch = agents.size() * PLAYERS_PER_CELL / SECONDS_PER_TARGET / BATCHES_PER_SECOND;
        var nextNs = System.nanoTime();
        for (var turn = 0; !Thread.currentThread().isInterrupted(); turn++) {
            for (var i = 0; i < perBatch; i++) {
                var player = turn * perBatch + i;
                var agent = agents.get(player % agents.size());
                var id = agent.id() + "-" + player / agents.size() % PLAYERS_PER_CELL;
                var bounds = agent.bounds();
                agent.offer(new CellInput.SetTarget(
                        id,
                        within(random, bounds.xMin(), bounds.xMax()),
                        within(random, bounds.yMin(), bounds.yMax()),
                        new CompletableFuture<>()));
            }
            nextNs += 1_000_000_000L / BATCHES_PER_SECOND;
            LockSupport.parkNanos(nextNs - System.nanoTime());
        }
    }

    private static double within(SplittableRandom random, double min, double max) {
        return min + random.nextDouble() * (max - min);
    }
}
