package io.fleetforge.simulation;

import io.fleetforge.terminal.Program;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Runs the protocol of hosts and sessions under seeded schedules with faults, and checks its invariants.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:no invariant was violated", "1:one was; the seed is printed", "2:bad arguments"})
public final class Simulate implements Callable<Integer> {

    @Option(names = "--seeds", defaultValue = "1000", description = "How many seeds (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--from", defaultValue = "0", description = "First seed (default: ${DEFAULT-VALUE}).")
    private long from;

    @Option(names = "--seed", description = "Replays this one seed and prints its run.")
    private Long seed;

    @Option(names = "--mutant", defaultValue = "NONE", description = "A deliberate mistake: ${COMPLETION-CANDIDATES}.")
    private Mutant mutant;

    @Option(names = "--mutants", description = "Searches the first seed that catches each mutant, among --seeds.")
    private boolean mutants;

    public static void main(String... arguments) {
        Program.run(() -> {
            quiet();
            return new CommandLine(new Simulate())
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .execute(arguments);
        });
    }

    /** Silences the services' logs of a thousand simulated failures. */
    static void quiet() {
        System.setProperty("org.jboss.logging.provider", "jdk");
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
    }

    @Override
    public Integer call() {
        if (mutants) {
            return catchAll();
        }
        var counts = new TreeMap<String, Integer>();
        var steps = 0L;
        var first = seed == null ? from : seed;
        var count = seed == null ? seeds : 1;
        for (var at = first; at < first + count; at++) {
            var outcome = Sim.run(at, mutant, seed == null ? Sim.SILENT : System.out::println);
            steps += outcome.steps();
            outcome.counts().forEach((what, times) -> counts.merge(what, times, Integer::sum));
            if (outcome.violation().isPresent()) {
                System.out.printf(
                        Locale.ROOT,
                        "seed %d: %s%nreplay: ./fleetforge simulate --seed %d%s%n",
                        at,
                        outcome.violation().get(),
                        at,
                        mutant == Mutant.NONE ? "" : " --mutant " + mutant);
                return 1;
            }
            if (count >= 100 && (at - first + 1) % (count / 10) == 0) {
                System.err.printf(Locale.ROOT, "%d of %d seeds%n", at - first + 1, count);
            }
        }
        System.out.printf(Locale.ROOT, "%d seeds, %d steps, no violation%n", count, steps);
        print(counts);
        return 0;
    }

    private static void print(Map<String, Integer> counts) {
        counts.forEach((what, times) -> System.out.printf(Locale.ROOT, "  %-16s %d%n", what, times));
    }

    private int catchAll() {
        var missed = 0;
        for (var each : Mutant.values()) {
            if (each == Mutant.NONE) {
                continue;
            }
            var caught = false;
            for (var at = from; at < from + seeds && !caught; at++) {
                var violation = Sim.run(at, each, Sim.SILENT).violation();
                if (violation.isPresent()) {
                    caught = true;
                    System.out.printf(
                            Locale.ROOT, "| %s | %s | %d | %s |%n", each, each.meaning(), at, violation.get());
                }
            }
            if (!caught) {
                missed++;
                System.out.printf(Locale.ROOT, "| %s | %s | not within %d | |%n", each, each.meaning(), seeds);
            }
        }
        return missed == 0 ? 0 : 1;
    }
}
