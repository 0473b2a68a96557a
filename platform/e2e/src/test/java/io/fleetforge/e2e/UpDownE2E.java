package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.cluster.Checkout;
import io.fleetforge.local.Platform;
import io.fleetforge.testing.TestPlatform;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Start and stop of the platform under concurrent calls and interrupts. */
class UpDownE2E {

    private static final Duration UP_WITHIN = Duration.ofMinutes(4);
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(2);

    private static final Launcher LAUNCHER = new Launcher("up-down-run");

    @AfterEach
    void stop() {
        LAUNCHER.run("./fleetforge down");
    }

    @Test
    @LongScenario
    void shouldStartOnePlatformWhenTwoUpsRunConcurrently() throws Exception {
        var ups = new ArrayList<Process>();
        for (var i = 0; i < 2; i++) {
            ups.add(up(i));
        }

        for (var up : ups) {
            assertThat(up.waitFor(UP_WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(up.exitValue()).isZero();
        }
        var status = new ObjectMapper()
                .readTree(LAUNCHER.run("./fleetforge status -o json").output());
        assertThat(status.path("ready").asBoolean()).isTrue();
        assertThat(status.path("bootstrapServers").asText()).matches("127\\.0\\.0\\.1:\\d+");
        assertThat(status.path("processes"))
                .as("five of the platform, four services")
                .hasSize(9)
                .doesNotHaveDuplicates();
        assertThat(LAUNCHER.run("./fleetforge kubectl exec --help -- true").output())
                .as("arguments after the verb are kubectl's own")
                .contains("Execute a command in a container");
        assertThat(LAUNCHER.run("./fleetforge down").output()).contains("kafka", "etcd", "supervisor");
        assertThat(running()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {700, 2500, 6000})
    void shouldLeaveNothingWhenInterrupted(long afterMs) throws Exception {
        var up = up(0);
        assertThat(up.waitFor(afterMs, TimeUnit.MILLISECONDS)).isFalse();

        up.destroy(); // SIGTERM; the launcher has been replaced by the JVM with exec

        assertThat(up.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(running()).isEmpty();
        assertThat(LAUNCHER.run("./fleetforge status").exitCode()).isEqualTo(1);
    }

    private Process up(int number) throws Exception {
        var log = Files.createDirectories(LAUNCHER.state()).resolve("up-" + number + ".log");
        return LAUNCHER.process(List.of("./fleetforge", "up"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private List<String> running() {
        return Platform.running(new Checkout(TestPlatform.root(), LAUNCHER.state()));
    }
}
