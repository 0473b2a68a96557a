package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every command of the README, in its order, on a platform of its own. */
class ReadmeE2E {

    private static final Pattern BLOCK = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);
    private static final String SUITE = "./fleetforge test";

    private final Path root = TestPlatform.root();
    private static final Launcher LAUNCHER = new Launcher("readme-run");

    @Test
    void shouldRunTheCommandsOfTheReadme() throws Exception {
        var commands = commands();
        assertThat(commands).contains("./fleetforge demo", SUITE, "./fleetforge down");
        assertThat(Files.readString(root.resolve(".ci/run")))
                .as("CI runs the suite")
                .contains("exec " + SUITE);

        for (var command : commands) {
            if (!command.equals(SUITE)) { // this test is part of it
                var result = LAUNCHER.run(command);
                assertThat(result.exitCode())
                        .as("%s%n%s", command, result.output())
                        .isZero();
            }
        }

        assertThat(LAUNCHER.run("./fleetforge status").exitCode())
                .as("nothing runs after down")
                .isEqualTo(1);
    }

    @Test
    void shouldExitWithTwoOnWrongUseAndZeroOnHelp() {
        assertThat(LAUNCHER.run("./fleetforge no-such-verb").exitCode()).isEqualTo(2);
        assertThat(LAUNCHER.run("./fleetforge --help").output())
                .contains("up", "down", "status", "demo", "logs", "kubectl", "apply");
        assertThat(LAUNCHER.run("./fleetforge down").output()).contains("nothing runs");
    }

    @AfterEach
    void stop() {
        LAUNCHER.run("./fleetforge down");
    }

    private List<String> commands() throws IOException {
        var commands = new ArrayList<String>();
        var blocks = BLOCK.matcher(Files.readString(root.resolve("README.md")));
        while (blocks.find()) {
            blocks.group(1).lines().filter(line -> !line.isBlank()).forEach(commands::add);
        }
        return commands;
    }
}
