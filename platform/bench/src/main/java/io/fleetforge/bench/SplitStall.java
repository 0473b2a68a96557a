package io.fleetforge.bench;

import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * A topology splits a cell with 1000 players and the next merges it, repeatedly. A hundred of the players request their position at
 * every tick; the longest time between two answers to one of them is reported in ticks. One tick is no stall.
 */
final class SplitStall implements Measure.Measurement {

    private static final int PLAYERS = 1000;
    private static final int PROBES = 100;
    private static final int SWAPS = 100;
    private static final int WARM_SWAPS = 20;
    private static final double SIDE = 1000;
    private static final Bounds WORLD = new Bounds(0, SIDE, 0, SIDE);
    private static final long BETWEEN_MS = 170;

    @Override
    public Map<String, String> run() throws InterruptedException {
        var rows = new LinkedHashMap<String, String>();
        try (var sessions = new MemorySessions()) {
            var memory = new MemoryHost(
                    sessions.events(), (latenessNs, durationNs) -> {}, WORLD, 2 * PLAYERS, CellTicks.SPEED);
            memory.apply(List.of(memory.cell("whole", WORLD)));
            var probes = populate(memory, sessions);
            var threads = probes.stream()
                    .map(probe -> Thread.ofVirtual().start(probe))
                    .toList();
            var cold = swaps(memory, probes, WARM_SWAPS);
            rows.put("longest gap over the first split of the process", ticks(cold.subList(0, 1)));
            rows.put(String.format(Locale.ROOT, "longest gap at rest, of %d", SWAPS), ticks(rests(probes, SWAPS)));
            var stalls = swaps(memory, probes, SWAPS);
            rows.put(String.format(Locale.ROOT, "longest gap over a split, of %d", SWAPS / 2), ticks(every(stalls, 0)));
            rows.put(String.format(Locale.ROOT, "longest gap over a merge, of %d", SWAPS / 2), ticks(every(stalls, 1)));
            rows.put("players at the end", String.format(Locale.ROOT, "%d of %d", players(memory), PLAYERS));
            threads.forEach(Thread::interrupt);
            memory.close();
        }
        return rows;
    }

    private static List<Probe> populate(MemoryHost memory, MemorySessions sessions) {
        var random = new SplittableRandom(1);
        var probes = new ArrayList<Probe>();
        var answers = new ArrayList<CompletableFuture<CellAnswer>>();
        for (var i = 0; i < PLAYERS; i++) {
            var id = sessions.open("p" + i);
            var x = random.nextDouble(SIDE);
            var y = random.nextDouble(SIDE);
            var answer = new CompletableFuture<CellAnswer>();
            // Every player moves within a few units, so that probes know the cell.
            memory.host().cells().iterator().next().offer(new CellInput.Enter(new Entity(id, x, y, x, y), answer));
            answers.add(answer);
            if (i < PROBES) {
                probes.add(new Probe(memory.host(), id, x, y));
            }
        }
        answers.forEach(CompletableFuture::join);
        return probes;
    }

    /** The longest gap of any probe around each swap, splits and merges alternating. */
    private static List<Long> swaps(MemoryHost memory, List<Probe> probes, int count) throws InterruptedException {
        var longest = new ArrayList<Long>();
        for (var i = 0; i < count; i++) {
            Thread.sleep(BETWEEN_MS + i % 50); // at every part of the period
            probes.forEach(Probe::drainLongestNs);
            memory.apply(i % 2 == 0 ? halves(memory) : whole(memory));
            Thread.sleep(BETWEEN_MS);
            longest.add(longest(probes));
        }
        return longest;
    }

    private static List<Long> rests(List<Probe> probes, int count) throws InterruptedException {
        var longest = new ArrayList<Long>();
        for (var i = 0; i < count; i++) {
            probes.forEach(Probe::drainLongestNs);
            Thread.sleep(BETWEEN_MS);
            longest.add(longest(probes));
        }
        return longest;
    }

    private static long longest(List<Probe> probes) {
        return probes.stream().mapToLong(Probe::drainLongestNs).max().orElse(0);
    }

    private static List<CellAssignment> halves(MemoryHost memory) {
        return List.of(
                memory.cell("west", new Bounds(0, SIDE / 2, 0, SIDE), "whole"),
                memory.cell("east", new Bounds(SIDE / 2, SIDE, 0, SIDE), "whole"));
    }

    private static List<CellAssignment> whole(MemoryHost memory) {
        return List.of(memory.cell("whole", WORLD, "west", "east"));
    }

    private static List<Long> every(List<Long> values, int remainder) {
        var kept = new ArrayList<Long>();
        for (var i = remainder; i < values.size(); i += 2) {
            kept.add(values.get(i));
        }
        return kept;
    }

    private static int players(MemoryHost memory) {
        return memory.host().cells().stream().mapToInt(cell -> cell.players()).sum();
    }

    private static String ticks(List<Long> gapsNs) {
        var sorted = gapsNs.stream().mapToLong(Long::longValue).sorted().toArray();
        var period = (double) MemoryHost.PERIOD.toNanos();
        return String.format(
                Locale.ROOT,
                "p50 %.2f, p90 %.2f, longest %.2f ticks",
                sorted[sorted.length / 2] / period,
                sorted[sorted.length * 9 / 10] / period,
                sorted[sorted.length - 1] / period);
    }
}
