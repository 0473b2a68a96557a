package io.fleetforge.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./fleetforge … | head}, without a platform. */
class ClosedPipeIT {

    private static final long DEADLINE_S = 30;

    @TempDir
    Path state;

    @Test
    void shouldEndALogThatIsFollowedWhenTheReaderHasGone() throws Exception {
        Files.createDirectories(state.resolve("logs"));
        Files.writeString(state.resolve("logs/supervisor.log"), "a line\n");
        var process = start("logs", "supervisor", "-f");

        try (var out = process.getInputStream()) {
            assertThat(out.read()).isEqualTo('a');
        }

        assertEnds(process, 141);
    }

    @Test
    void shouldKeepTheExitCodeOfAStatusWhoseOutputIsCut() throws Exception {
        var process = start("status", "-o", "json");

        process.getInputStream().close();

        assertEnds(process, 1);
    }

    private Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("fleetforge.root"), "fleetforge").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("FLEETFORGE_STATE_DIR", state.toString());
        builder.environment().put("FLEETFORGE_SKIP_BUILD", "1");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    private static void assertEnds(Process process, int exitCode) throws IOException, InterruptedException {
        try {
            assertThat(process.waitFor(DEADLINE_S, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(exitCode);
            assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEmpty();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
