package io.fleetforge.contracts.docs;

import static java.util.stream.Collectors.groupingBy;

import io.fleetforge.contracts.metric.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Resolves names that a page cites: Java classes and test methods, files of the checkout, metrics of the catalogue.
 *
 * @param root of the checkout
 * @param classes source files by simple class name
 */
record SourceIndex(Path root, Map<String, List<Path>> classes) {

    private static final Pattern METRIC = Pattern.compile("fleetforge_[a-z_]+");
    private static final Pattern CLASS = Pattern.compile("([A-Z]\\w*)(?:\\.(\\w+))?");
    private static final Pattern FILE = Pattern.compile("[\\w./-]+(/|\\.)[\\w.-]+");

    static SourceIndex read(Path root) throws IOException {
        return new SourceIndex(
                root,
                CheckoutFiles.of(root).stream()
                        .filter(file -> file.toString().endsWith(".java"))
                        .collect(groupingBy(SourceIndex::className)));
    }

    private static String className(Path source) {
        return source.getFileName().toString().replaceAll("\\.java$", "");
    }

    /** Why {@code cited} does not resolve; empty when it exists. */
    Optional<String> problem(String cited) {
        if (METRIC.matcher(cited).matches()) {
            return unless(isMetric(cited), "no metric " + cited);
        }
        var type = CLASS.matcher(cited);
        if (type.matches() && !Files.exists(root.resolve(cited))) {
            return problem(type.group(1), type.group(2));
        }
        return FILE.matcher(cited).matches()
                ? unless(Files.exists(root.resolve(cited)), "no file " + cited)
                : Optional.of("neither class, test method, file nor metric: " + cited);
    }

    private Optional<String> problem(String type, String method) {
        var sources = classes.getOrDefault(type, List.of());
        if (sources.isEmpty()) {
            return Optional.of("no class " + type);
        }
        return unless(
                method == null || sources.stream().anyMatch(source -> declares(source, method)),
                "no test method " + type + "." + method);
    }

    private static boolean declares(Path source, String method) {
        try {
            return Pattern.compile("\\bvoid " + method + "\\(")
                    .matcher(Files.readString(source))
                    .find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMetric(String name) {
        return Arrays.stream(Metric.values())
                .anyMatch(metric -> metric.shape().exposed().equals(name));
    }

    private static Optional<String> unless(boolean exists, String problem) {
        return exists ? Optional.empty() : Optional.of(problem);
    }
}
