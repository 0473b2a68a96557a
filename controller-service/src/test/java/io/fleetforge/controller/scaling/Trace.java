package io.fleetforge.controller.scaling;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.geometry.Point;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Players with positions, second by second, from the key frames of a file: each player has a position of its own in its group and
 * sways about it, and the size of a group jitters by some players. Seeded, so each replay is the same.
 */
final class Trace {

    static final Bounds WORLD = new Bounds(0, 1000, 0, 1000);
    private static final double JITTER = 0.02;
    private static final double SWAY = 0.25;

    private final Map<String, TreeMap<Integer, Frame>> groups;
    private final long seed;

    private record Frame(double players, double x, double y, double spread) {
        Frame towards(Frame next, double share) {
            return new Frame(
                    players + (next.players - players) * share,
                    x + (next.x - x) * share,
                    y + (next.y - y) * share,
                    spread + (next.spread - spread) * share);
        }
    }

    private Trace(Map<String, TreeMap<Integer, Frame>> groups, long seed) {
        this.groups = groups;
        this.seed = seed;
    }

    static Trace read(String name, long seed) throws IOException {
        var groups = new LinkedHashMap<String, TreeMap<Integer, Frame>>();
        try (var in = Trace.class.getResourceAsStream("/scaling/" + name + ".csv")) {
            if (in == null) {
                throw new IOException("no trace " + name);
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("group,"))
                    .map(line -> line.split(",", -1))
                    .forEach(row -> groups.computeIfAbsent(row[0], group -> new TreeMap<>())
                            .put(
                                    Integer.parseInt(row[1]),
                                    new Frame(
                                            Double.parseDouble(row[2]),
                                            Double.parseDouble(row[3]),
                                            Double.parseDouble(row[4]),
                                            Double.parseDouble(row[5]))));
        }
        return new Trace(groups, seed);
    }

    int seconds() {
        return groups.values().stream().mapToInt(TreeMap::lastKey).max().orElseThrow();
    }

    List<Point> at(int second) {
        var players = new ArrayList<Point>();
        for (var group : groups.entrySet()) {
            var frame = frame(group.getValue(), second);
            var random = new Random(seed ^ group.getKey().hashCode());
            var jitter = 1 + JITTER * new Random(seed * 31 + second).nextGaussian();
            var count = (int) Math.round(frame.players * jitter);
            for (var i = 0; i < count; i++) {
                players.add(place(frame, random, second));
            }
        }
        return players;
    }

    /** The i-th player draws the same numbers in each second. */
    private static Point place(Frame frame, Random random, int second) {
        var phase = random.nextDouble() * 2 * Math.PI;
        var period = 20 + random.nextInt(60);
        var swayX = SWAY * StrictMath.sin(phase + second * 2 * Math.PI / period);
        var swayY = SWAY * StrictMath.cos(phase + second * 2 * Math.PI / period);
        return new Point(
                folded(frame.x + frame.spread * (random.nextGaussian() + swayX), WORLD.xMin(), WORLD.xMax()),
                folded(frame.y + frame.spread * (random.nextGaussian() + swayY), WORLD.yMin(), WORLD.yMax()));
    }

    /** A position outside is mirrored at the edge. */
    private static double folded(double value, double min, double max) {
        var inside = value < min ? 2 * min - value : value >= max ? 2 * max - value : value;
        return Math.clamp(inside, min, Math.nextDown(max));
    }

    private static Frame frame(TreeMap<Integer, Frame> frames, int second) {
        var before = frames.floorEntry(second);
        var after = frames.higherEntry(second);
        if (after == null) {
            return before.getValue();
        }
        var share = (double) (second - before.getKey()) / (after.getKey() - before.getKey());
        return before.getValue().towards(after.getValue(), share);
    }
}
