package io.fleetforge.contracts.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** promtool accepts the rules, and each alert fires and stays silent when it should. */
class RulesTest {

    private static final Path ROOT = Path.of(System.getProperty("fleetforge.root", "../.."));

    @Test
    void shouldPassTheirOwnTests() throws Exception {
        var check = new ProcessBuilder("bash", "scripts/check-rules.sh")
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor(2, TimeUnit.MINUTES)).isTrue();

        assertThat(check.exitValue()).as(said).isZero();
        if (said.contains("SKIPPED")) {
            System.err.println(said);
        }
        assumeThat(said).as("SKIPPED: promtool is not here").doesNotContain("SKIPPED");
    }
}
