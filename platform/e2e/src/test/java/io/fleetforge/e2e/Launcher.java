package io.fleetforge.e2e;

import io.fleetforge.local.process.Captured;
import io.fleetforge.testing.TestPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code ./fleetforge} as a person types it, on a platform of its own that goes with this JVM at the latest. */
final class Launcher {

    private static final Duration DEADLINE = Duration.ofMinutes(6);

    private final Path state;

    Launcher(String name) {
        state = TestPlatform.root().resolve("platform/e2e/target").resolve(name);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> run("./fleetforge down")));
    }

    Path state() {
        return state;
    }

    /** Runs a line of bash in the checkout. */
    Captured run(String line) {
        return run(line, DEADLINE);
    }

    Captured run(String line, Duration deadline) {
        return Captured.of(process(List.of("bash", "-c", line)), deadline);
    }

    /** What starts the launcher itself, so that a signal to it reaches the platform's own program. */
    ProcessBuilder process(List<String> command) {
        var builder = new ProcessBuilder(command).directory(TestPlatform.root().toFile());
        builder.environment().put("FLEETFORGE_STATE_DIR", state.toString());
        builder.environment().put("FLEETFORGE_SKIP_BUILD", "1");
        return builder;
    }
}
