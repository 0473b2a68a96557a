package io.fleetforge.ffctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./ffctl … | head}. */
class ClosedPipeIT {

    private static final int ENDED_BY_SIGPIPE = 141;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"map starter --watch --every 1s", "map starter --watch --every 1s -o json"})
    void shouldEndAWatchOfAChangingWorldWhenTheReaderHasGone(String line) throws Exception {
        watchEnds(true, line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"map starter --watch", "map starter --watch -o json"})
    void shouldEndAWatchOfAWorldAtRestWhenTheReaderHasGone(String line) throws Exception {
        watchEnds(false, line);
    }

    @Test
    void shouldKeepTheExitCodeOfACheckWhoseOutputIsCut() throws Exception {
        try (var answers = new StoredAnswers(false);
                var doctor = FfctlProcess.start(answers.kubeconfig(folder), Map.of(), "doctor")) {
            doctor.readNothing();

            assertThat(doctor.exitCode()).isEqualTo(ExitCode.FOUND);
            assertThat(doctor.error()).isEmpty();
        }
    }

    private void watchEnds(boolean worldChanges, String line) throws IOException, InterruptedException {
        try (var answers = new StoredAnswers(worldChanges);
                var watch = FfctlProcess.start(answers.kubeconfig(folder), Map.of(), line.split(" "))) {
            watch.readOneByte();

            assertThat(watch.exitCode()).isEqualTo(ENDED_BY_SIGPIPE);
            assertThat(watch.error()).isEmpty();
        }
    }
}
