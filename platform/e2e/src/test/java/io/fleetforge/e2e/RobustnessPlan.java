package io.fleetforge.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * The steps of a robustness test, drawn from one seed: equal seeds draw equal steps. The target of a share is chosen from what
 * exists at that moment. Pure.
 */
final class RobustnessPlan {

    private static final double FAULTY = 0.6;
    private static final double LONG = 0.3;
    private static final long SHORT_MS = 2500;

    private RobustnessPlan() {}

    /** An operation that an operator requests of the world; shares are in [0, 1). */
    sealed interface Operation {
        record Split(double cell) implements Operation {}

        record Merge(double pair) implements Operation {}

        record Move(double cell, double host) implements Operation {}

        record Repartition(int initialCells) implements Operation {}

        record Pack(int cellsPerHost) implements Operation {}

        record Pause(boolean on) implements Operation {}
    }

    /** A fault of a process. */
    sealed interface Fault {
        record KillHost(double host) implements Fault {}

        record StopHost(double host, Duration pause) implements Fault {}

        record DeletePod(double host) implements Fault {}

        record KillController(boolean leader) implements Fault {}

        record StopController(boolean leader, Duration pause) implements Fault {}
    }

    /**
     * @param faultAfter from the request of the operation
     * @param rest after the answer
     */
    record Step(int number, Operation operation, Optional<Fault> fault, Duration faultAfter, Duration rest) {}

    /**
     * @param longestStop of a host; a controller is stopped for twelve seconds at most
     */
    static List<Step> of(long seed, int operations, Duration longestStop) {
        var random = new Random(seed);
        var steps = new ArrayList<Step>();
        for (var i = 1; i <= operations; i++) {
            steps.add(new Step(
                    i,
                    operation(random),
                    Optional.of(fault(random, longestStop)).filter(fault -> random.nextDouble() < FAULTY),
                    Duration.ofMillis(random.nextInt(1200)),
                    Duration.ofMillis(random.nextInt(800))));
        }
        return steps;
    }

    private static Operation operation(RandomGenerator random) {
        var first = random.nextDouble();
        var second = random.nextDouble();
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> new Operation.Split(first);
            case 5, 6, 7, 8, 9 -> new Operation.Merge(first);
            case 10, 11, 12, 13, 14 -> new Operation.Move(first, second);
            case 15, 16 -> new Operation.Repartition(3 + (int) (first * 6));
            case 17, 18 -> new Operation.Pack(2 + (int) (first * 3));
            default -> new Operation.Pause(first < 0.5);
        };
    }

    private static Fault fault(RandomGenerator random, Duration longestStop) {
        var which = random.nextDouble();
        var leader = random.nextInt(4) > 0;
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> new Fault.KillHost(which);
            case 6, 7, 8, 9, 10 -> new Fault.StopHost(which, pause(random, longestStop));
            case 11, 12, 13 -> new Fault.DeletePod(which);
            case 14, 15, 16 -> new Fault.KillController(leader);
            default -> new Fault.StopController(leader, pause(random, Duration.ofSeconds(12)));
        };
    }

    /** Mostly short, sometimes up to the longest. */
    private static Duration pause(RandomGenerator random, Duration longest) {
        var most = random.nextDouble() < LONG ? longest.toMillis() : Math.min(SHORT_MS, longest.toMillis());
        return Duration.ofMillis(200 + (long) (random.nextDouble() * Math.max(1, most - 200)));
    }
}
