package io.fleetforge.bench.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cluster.process.Captured;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BenchTest {

    /** The launcher helps without a build, and so has a list of its own. */
    @Test
    void shouldNameEveryMeasurementInTheHelpOfTheLauncher() {
        var launcher = Path.of(System.getProperty("fleetforge.root")).resolve("fleetforge");

        var help =
                Captured.of(new ProcessBuilder("bash", launcher.toString(), "bench", "--help"), Duration.ofMinutes(1));

        assertThat(help.exitCode()).isZero();
        assertThat(help.output()).contains(Bench.ALL);
    }
}
