package io.fleetforge.bench;

import io.fleetforge.cell.replay.InputLog;
import io.fleetforge.cell.simulation.CellSimulation;
import io.fleetforge.cell.simulation.EntityStore;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Cost of the recording of a cell's changes: 50 walking players that each choose a target every second, a checkpoint every 30 s, ticks
 * with and without the log, alternating in one thread. Only the steps and the changes themselves are compared: the mailbox, the answers
 * and the snapshots of a real tick come on top of both.
 */
final class RecordingCost implements Measure.Measurement {

    private static final int PLAYERS = 50;
    private static final double SIDE = 1000;
    private static final Bounds BOUNDS = new Bounds(0, SIDE, 0, SIDE);
    private static final double STEP = 5;
    private static final int TICKS_PER_S = 20;
    private static final int CHECKPOINT_TICKS = 30 * TICKS_PER_S;
    private static final int ROUND_TICKS = 60_000;
    private static final int WARM_ROUNDS = 6;
    private static final int ROUNDS = 21;

    @Override
    public Map<String, String> run() {
        var without = new ArrayList<Double>();
        var with = new ArrayList<Double>();
        for (var round = 0; round < WARM_ROUNDS + ROUNDS; round++) {
            var first = round % 2 == 0;
            var one = nsPerTick(round, first);
            var other = nsPerTick(round, !first);
            if (round >= WARM_ROUNDS) {
                with.add(first ? one : other);
                without.add(first ? other : one);
            }
        }
        var rows = new LinkedHashMap<String, String>();
        rows.put("tick without recording, median of " + ROUNDS, ns(median(without)));
        rows.put("tick with recording, median of " + ROUNDS, ns(median(with)));
        var ratios = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            ratios.add(with.get(round) / without.get(round));
        }
        rows.put(
                "recording, median of the rounds' ratios",
                String.format(Locale.ROOT, "%+.1f %%", 100 * (median(ratios) - 1)));
        return rows;
    }

    private static double nsPerTick(long seed, boolean recorded) {
        var random = new SplittableRandom(seed);
        var state = new EntityStore();
        for (var player = 0; player < PLAYERS; player++) {
            var x = random.nextDouble(SIDE);
            state.add(new Entity("session-" + player, x, x, random.nextDouble(SIDE), random.nextDouble(SIDE)));
        }
        var log = new InputLog(state);
        var startNs = System.nanoTime();
        for (var tick = 0; tick < ROUND_TICKS; tick++) {
            for (var player = tick % TICKS_PER_S; player < PLAYERS; player += TICKS_PER_S) {
                aim(state, recorded ? log : null, player, random);
            }
            if (tick % CHECKPOINT_TICKS == 0) {
                var entities = state.entities();
                if (recorded) {
                    log.checkpointed(entities);
                }
            }
            if (recorded) {
                log.ticks();
            }
            CellSimulation.step(state, BOUNDS, STEP);
        }
        return (System.nanoTime() - startNs) / (double) ROUND_TICKS;
    }

    private static void aim(EntityStore state, @Nullable InputLog log, int player, SplittableRandom random) {
        var slot = state.slot("session-" + player);
        var x = random.nextDouble(SIDE);
        var y = random.nextDouble(SIDE);
        state.aim(slot, x, y);
        if (log != null) {
            log.aimed(slot, x, y);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static String ns(double value) {
        return String.format(Locale.ROOT, "%.0f ns", value);
    }
}
