package io.fleetforge.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.terminal.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Commands on a terminal whose reader goes. */
class PassThroughIT {

    private static final long DEADLINE_S = 20;
    private static final int ENDED_BY_SIGPIPE = 141;

    public static void main(String... arguments) {
        Program.run(() -> PassThrough.follow(new ProcessBuilder("sh", "-c", "echo a line; exec sleep 300")));
    }

    @Test
    void shouldEndACommandWithoutNewLinesWhenTheReaderHasGone() throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PassThroughIT.class.getName())
                .start();
        try {
            try (var out = process.getInputStream()) {
                assertThat(out.read()).isEqualTo('a');
            }
            var command = process.children().findFirst().orElseThrow();

            assertThat(process.waitFor(DEADLINE_S, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGPIPE);
            assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEmpty();
            assertThat(command.onExit()).succeedsWithin(DEADLINE_S, TimeUnit.SECONDS);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
