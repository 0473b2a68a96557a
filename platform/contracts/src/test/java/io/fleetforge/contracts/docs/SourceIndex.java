package io.fleetforge.contracts.docs;

import static java.util.stream.Collectors.groupingBy;

import io.fleetforge.contracts.metric.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Resolves names that a page cites: Java classes and test methods, files of the checkout, metrics of the catalogue.
 *
 * @param root of the checkout
 * @param classes source files by simple class name
 */
record SourceIndex(Path root, Map<String, List<Path>> classes) {

    private static final Set<String> GENERATED = Set.of("target", "node_modules", "site");
    private static final Pattern METRIC = Pattern.compile("fleetforge_[a-z_]+");
    private static final Pattern CLASS = Pattern.compile("([A-Z]\\w*)(?:\\.(\\w+))?");
    private static final Pattern FILE = Pattern.compile("[\\w./-]+(/|\\.)[\\w.-]+");

    static SourceIndex read(Path root) throws IOException {
        var sources = new ArrayList<Path>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                var name = folder.getFileName().toString();
                var skipped = !folder.equals(root) && (name.startsWith(".") || GENERATED.contains(name));
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new SourceIndex(root, sources.stream().collect(groupingBy(SourceIndex::className)));
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
