package io.fleetforge.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cluster.process.Captured;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./fleetforge} on machines of other countries, without a platform. */
class LocaleIT {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    Path state;

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "ne-NP", "tr-TR"})
    void shouldPrintTheSameInEveryLocale(String tag) {
        assertThat(status(tag)).isEqualTo(status("en-US"));
    }

    private String status(String tag) {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("fleetforge.root"), "fleetforge").toString(), "status", "-o", "JSON");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("FLEETFORGE_STATE_DIR", state.toString());
        builder.environment().put("FLEETFORGE_SKIP_BUILD", "1");
        builder.environment()
                .put(
                        "JAVA_TOOL_OPTIONS",
                        "-Duser.language=" + tag.substring(0, 2) + " -Duser.country=" + tag.substring(3));
        var captured = Captured.of(builder, DEADLINE);
        return captured.exitCode()
                + "\n"
                + captured.output()
                        .lines()
                        .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                        .reduce("", (text, line) -> text + line + "\n");
    }
}
