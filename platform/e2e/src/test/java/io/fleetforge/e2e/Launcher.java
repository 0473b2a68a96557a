package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.cluster.process.Captured;
import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code ./fleetforge} on a platform of its own, which stops with this JVM at the latest. */
final class Launcher {

    private static final ObjectMapper MAPPER = new ObjectMapper();
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

    /** Its output; fails on another exit code than 0. */
    String require(String line) {
        var result = run(line);
        assertThat(result.exitCode()).as("%s%n%s", line, result.output()).isZero();
        return result.output();
    }

    JsonNode json(String line) throws IOException {
        return MAPPER.readTree(require(line));
    }

    /** The process of a pod in the default namespace. */
    ProcessHandle process(String pod) {
        var id = require(
                "./fleetforge kubectl get pod " + pod + " -o jsonpath='{.status.containerStatuses[0].containerID}'");
        return ProcessHandle.of(Long.parseLong(id.replaceAll("(?s).*process://([0-9]+)-.*", "$1")))
                .orElseThrow();
    }

    /** Starts the launcher directly, so that a signal to it reaches the platform's own program. */
    ProcessBuilder process(List<String> command) {
        var builder = new ProcessBuilder(command).directory(TestPlatform.root().toFile());
        builder.environment().put("FLEETFORGE_STATE_DIR", state.toString());
        builder.environment().put("FLEETFORGE_SKIP_BUILD", "1");
        return builder;
    }
}
