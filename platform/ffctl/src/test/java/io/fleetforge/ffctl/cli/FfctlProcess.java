package io.fleetforge.ffctl.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./ffctl} of this checkout, built, in a process of its own. */
final class FfctlProcess implements AutoCloseable {

    private static final long DEADLINE_S = 30;

    private final Process process;

    private FfctlProcess(Process process) {
        this.process = process;
    }

    static FfctlProcess start(Path kubeconfig, Map<String, String> environment, String... arguments)
            throws IOException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("fleetforge.root"), "ffctl").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "KUBECONFIG",
                        kubeconfig.toString(),
                        "FLEETFORGE_STATE_DIR",
                        kubeconfig.resolveSibling("no-platform").toString(),
                        "FLEETFORGE_SKIP_BUILD",
                        "1"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        return new FfctlProcess(builder.start());
    }

    /** Reads the first byte of the output and closes the pipe. */
    void readOneByte() throws IOException {
        try (var out = process.getInputStream()) {
            if (out.read() < 0) {
                throw new IOException("no output: " + error());
            }
        }
    }

    /** Closes the pipe before anything is printed. */
    void readNothing() throws IOException {
        process.getInputStream().close();
    }

    String output() throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    String error() throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    int exitCode() throws IOException, InterruptedException {
        if (!process.waitFor(DEADLINE_S, TimeUnit.SECONDS)) {
            throw new IOException("still runs after " + DEADLINE_S + " s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
