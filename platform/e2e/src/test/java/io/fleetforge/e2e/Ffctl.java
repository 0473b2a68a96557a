package io.fleetforge.e2e;

import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./ffctl} in a process of its own, with the platform's kubeconfig.
 *
 * @param folder to run in, with its output
 */
record Ffctl(TestPlatform platform, Path folder) {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** Its output and its exit code. */
    record Answer(int exitCode, String out, String err) {}

    Answer run(String... arguments) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of(TestPlatform.root().resolve("ffctl").toString()));
        command.addAll(List.of(arguments));
        return command(command);
    }

    /** Runs another command in the same environment. */
    Answer command(List<String> command) throws IOException, InterruptedException {
        var out = Files.createTempFile(folder, "out", "");
        var err = Files.createTempFile(folder, "err", "");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        var kubeconfig = platform.platform().controlPlane().kubeconfig();
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment()
                .put(
                        "FLEETFORGE_STATE_DIR",
                        kubeconfig.resolve("../..").normalize().toString());
        builder.environment().put("FLEETFORGE_SKIP_BUILD", "1");
        var process = builder.start();
        if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Answer(
                process.waitFor(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
