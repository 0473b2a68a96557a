package io.fleetforge.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.cluster.PlatformException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CapturedTest {

    @Test
    void shouldCaptureExitCodeAndBothOutputs() {
        var captured =
                Captured.of(new ProcessBuilder("sh", "-c", "echo out; echo err >&2; exit 3"), Duration.ofSeconds(20));

        assertThat(captured.exitCode()).isEqualTo(3);
        assertThat(captured.output()).contains("out").contains("err");
    }

    @Test
    void shouldKillACommandThatExceedsItsDeadline() {
        var command = new ProcessBuilder("sleep", "4711");

        assertThatThrownBy(() -> Captured.of(command, Duration.ofMillis(200)))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("sleep 4711 did not end within");

        assertThat(ProcessHandle.current().children())
                .noneMatch(child ->
                        child.isAlive() && child.info().commandLine().orElse("").contains("sleep 4711"));
    }

    @Test
    void shouldNameACommandThatDoesNotExist() {
        assertThatThrownBy(() -> Captured.of(new ProcessBuilder("no-such-tool"), Duration.ofSeconds(1)))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("no-such-tool could not run");
    }
}
