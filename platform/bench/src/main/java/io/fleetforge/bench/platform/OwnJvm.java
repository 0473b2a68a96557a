package io.fleetforge.bench.platform;

import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.StateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A measurement of {@code platform/bench}, in a JVM with the flags of a cell host and more memory for what is recorded. */
final class OwnJvm {

    private OwnJvm() {}

    static Map<String, String> measure(Path root, String name) throws InterruptedException {
        var module = root.resolve("platform/bench/target");
        var rows = root.resolve(".fleetforge/bench/" + name + ".json");
        var log = root.resolve(".fleetforge/bench/" + name + ".log");
        var exitCode = run(
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java")
                                        .toString(),
                                "-XX:+UseSerialGC",
                                "-XX:+UseCompactObjectHeaders",
                                "-Xms64m",
                                "-Xmx512m",
                                "-cp",
                                module.resolve("classes") + ":" + module.resolve("lib") + "/*",
                                "io.fleetforge.bench.Measure",
                                name,
                                rows.toString())
                        .redirectErrorStream(true),
                log);
        if (exitCode != 0) {
            throw new PlatformException("exit code " + exitCode + "; its output is in " + log);
        }
        return read(rows);
    }

    private static int run(ProcessBuilder builder, Path log) throws InterruptedException {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            var process = builder.redirectOutput(log.toFile()).start();
            try {
                return process.waitFor();
            } finally {
                process.destroyForcibly(); // it is over, or we are
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // Measure wrote it
    private static Map<String, String> read(Path rows) {
        return StateFiles.readJson(rows, LinkedHashMap.class)
                .orElseThrow(() -> new PlatformException("no rows in " + rows));
    }
}
