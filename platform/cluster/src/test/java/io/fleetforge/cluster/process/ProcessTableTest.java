package io.fleetforge.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.process.ProcessTable.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {

    @TempDir
    Path temp;

    private ProcessTable table;

    @BeforeEach
    void open() {
        table = new ProcessTable(temp.resolve("with a space"));
    }

    @AfterEach
    void end() {
        table.running().forEach(record -> table.stop(record.name(), Duration.ZERO));
    }

    @Test
    void shouldBeAdoptedByTheNextTable() {
        var started = start("sleeper", "exec sleep 60");

        var next = new ProcessTable(temp.resolve("with a space"));

        assertThat(next.running("sleeper")).contains(started);
        assertThat(next.stop("sleeper", Duration.ofSeconds(5))).isTrue();
        assertThat(started.isAlive()).isFalse();
    }

    @Test
    void shouldNotAdoptAnotherProcessWithTheSamePid() {
        var started = start("sleeper", "exec sleep 60");
        var stranger = new ProcessRecord(
                "stranger", started.pid(), started.startTicks() + 1, started.command(), started.log());
        StateFiles.writeJson(temp.resolve("with a space/stranger.json"), stranger);

        assertThat(table.running("stranger")).isEmpty();
        assertThat(table.stop("stranger", Duration.ofSeconds(1))).isFalse();
        assertThat(started.isAlive()).isTrue();
    }

    @Test
    void shouldKillAProcessThatIgnoresTheSignal() {
        var started = start("stubborn", "trap '' TERM; echo armed; while :; do sleep 1; done");
        await().until(() -> Files.readString(Path.of(started.log())).contains("armed"));

        assertThat(table.stop("stubborn", Duration.ofMillis(200))).isTrue();

        assertThat(started.isAlive()).isFalse();
    }

    @Test
    void shouldReportExitCodeAndSignal() {
        var failed = start("failed", "exit 3");
        await().until(() -> !failed.isAlive());
        assertThat(table.exitCode(failed)).contains(3);

        var killed = start("killed", "exec sleep 60");
        table.kill("killed");
        assertThat(table.exitCode(killed)).contains(137);
    }

    @Test
    void shouldNotKnowTheExitCodeOfAnAdoptedProcess() {
        var started = start("failed", "exit 3");
        await().until(() -> !started.isAlive());

        assertThat(new ProcessTable(temp.resolve("with a space")).exitCode(started))
                .isEmpty();
    }

    @Test
    void shouldStartInACleanEnvironmentAndLogBothStreams() {
        var record = start("env", "env; echo problem >&2");
        await().until(() -> !record.isAlive());

        assertThat(Path.of(record.log()))
                .content()
                .contains("GREETING=hello", "problem")
                .doesNotContain("JAVA_HOME");
    }

    private ProcessRecord start(String name, String script) {
        return table.start(new Launch(
                name,
                List.of("/bin/sh", "-c", script),
                Map.of("GREETING", "hello", "PATH", "/usr/bin:/bin"),
                temp.resolve("work"),
                temp.resolve(name + ".log")));
    }
}
