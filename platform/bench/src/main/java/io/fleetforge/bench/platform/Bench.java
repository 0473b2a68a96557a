package io.fleetforge.bench.platform;

import io.fleetforge.cluster.Checkout;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.controlplane.ControlPlaneBinary;
import io.fleetforge.local.Platform;
import io.fleetforge.terminal.Program;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * {@code ./fleetforge bench [name …]}: measures, in one JVM or on a platform of its own, prints one table per measurement and
 * stores all of them as JSON under {@code .fleetforge/bench}.
 */
public final class Bench {

    /** Each in a JVM of its own, before any platform runs. */
    private static final List<String> IN_MEMORY =
            List.of("interest", "cells", "split-stall", "joins", "recording", "observability-cost");

    private static final List<String> ON_PLATFORM = List.of(
            "services",
            "apply",
            "host",
            "join-burst",
            "handoff",
            "recovery",
            "reconcile-100",
            "reconcile-1000",
            "reconcile-1000-no-collector",
            "alerts");
    static final List<String> ALL =
            Stream.concat(IN_MEMORY.stream(), ON_PLATFORM.stream()).toList();

    private Bench() {}

    /** One measurement: rows of name, value and unit. */
    interface Measurement {
        Map<String, String> run(Platform platform) throws Exception;
    }

    public static void main(String... arguments) {
        Program.run(() -> run(List.of(arguments)));
    }

    @SuppressWarnings("SystemOut")
    private static int run(List<String> arguments) {
        if (arguments.contains("--help")) {
            System.out.println("usage: fleetforge bench [" + String.join("|", ALL) + "] ...   (all by default)");
            return 0;
        }
        Set<String> names = new TreeSet<>(arguments.isEmpty() ? ALL : arguments);
        if (!ALL.containsAll(names)) {
            System.err.println("unknown measurement in " + names + "; one of " + ALL);
            return 2;
        }
        var root = Path.of(System.getProperty("fleetforge.root", "."));
        var checkout = new Checkout(root, root.resolve(".fleetforge/bench-run"));
        try {
            measureAll(names, root, checkout);
            return 0;
        } catch (RuntimeException e) {
            System.err.println("error: " + e);
            return 1;
        }
    }

    @SuppressWarnings("SystemOut")
    private static void measureAll(Set<String> names, Path root, Checkout checkout) {
        var progress = Progress.lines(System.out::println);
        var latest = root.resolve(".fleetforge/bench/latest.json");
        IN_MEMORY.stream()
                .filter(names::contains)
                .forEach(name -> report(name, latest, progress, () -> OwnJvm.measure(root, name)));
        if (ON_PLATFORM.stream().anyMatch(names::contains)) {
            Platform.stop(checkout);
            var platform =
                    Platform.startForThisJvm(checkout, ControlPlaneBinary.locate(checkout.root(), progress), progress);
            platform.deploy(progress);
            ON_PLATFORM.stream()
                    .filter(names::contains)
                    .forEach(name -> report(
                            name,
                            latest,
                            progress,
                            () -> measurement(name, progress).run(platform)));
        }
    }

    /** Stores after each measurement, so that a later failure costs none of the earlier ones. */
    @SuppressWarnings("SystemOut")
    private static void report(String name, Path latest, Progress progress, Callable<Map<String, String>> measurement) {
        var loadBefore = loadAverage();
        var rows = progress.step("measure " + name, () -> measure(name, measurement));
        rows.put("load average before and after", String.format(Locale.ROOT, "%.1f, %.1f", loadBefore, loadAverage()));
        rows.put("measured", Instant.now().truncatedTo(ChronoUnit.SECONDS) + machine());
        System.out.println("\n" + name);
        rows.forEach((row, value) -> System.out.printf(Locale.ROOT, "  %-44s %s%n", row, value));
        System.out.println();
        var results = stored(latest);
        results.put(name, rows);
        StateFiles.writeJson(latest, results);
        System.out.println("stored in .fleetforge/bench/latest.json");
    }

    /** What earlier runs of other measurements stored stays. */
    @SuppressWarnings("unchecked") // this class wrote it
    private static Map<String, Map<String, String>> stored(Path latest) {
        return new TreeMap<>(StateFiles.readJson(latest, Map.class).orElse(Map.of()));
    }

    /** How many threads wanted a processor in the last minute, ours included. */
    private static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String machine() {
        return " on " + Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.arch")
                + ", Java " + Runtime.version();
    }

    private static Map<String, String> measure(String name, Callable<Map<String, String>> measurement) {
        try {
            return measurement.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted");
        } catch (Exception e) {
            throw new PlatformException("measurement " + name + " failed: " + e, e);
        }
    }

    private static Measurement measurement(String name, Progress progress) {
        return switch (name) {
            case "services" -> new ServiceFootprint();
            case "apply" -> new ApplyToReady();
            case "host" -> new HostLoad();
            case "join-burst" -> new JoinBurst();
            case "handoff" -> new Handoff();
            case "recovery" -> new Recovery();
            case "alerts" -> new AlertIngest(progress);
            case "reconcile-100" -> new ReconcileLoad(100, false);
            case "reconcile-1000" -> new ReconcileLoad(1000, false);
            case "reconcile-1000-no-collector" -> new ReconcileLoad(1000, true);
            default -> throw new PlatformException("unknown measurement " + name);
        };
    }
}
