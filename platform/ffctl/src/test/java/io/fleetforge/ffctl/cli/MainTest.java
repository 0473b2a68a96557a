package io.fleetforge.ffctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit codes and output without a cluster. */
class MainTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"worlds", "map", "trace", "doctor", "completion"})
    void shouldPrintHelpOfEachCommand(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: ffctl " + command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"worlds -n a -A", "worlds -o yaml", "map", "trace", "doctor --nonsense", "completion fish", ""})
    void shouldExitWithTwoOnWrongUse(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
    }

    @Test
    void shouldNameThePatternThatAnInvalidIdViolates() {
        assertThat(run("trace", "not_an_id")).isEqualTo(2);
        assertThat(err.toString()).contains("[A-Za-z0-9-]{1,64}");
    }

    @Test
    void shouldRefuseAMissingKubeconfigAndAnUnknownContext() throws IOException {
        assertThat(run("worlds", "--kubeconfig", folder.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(run("worlds", "--kubeconfig", kubeconfig(), "--context", "other"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is no such file", "--context other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"worlds", "map starter", "trace trace-7", "doctor"})
    void shouldExitWithThreeWhenTheClusterDoesNotAnswer(String line) throws IOException {
        var arguments = (line + " --kubeconfig " + kubeconfig()).split(" ");

        assertThat(run(arguments)).as(err.toString()).isEqualTo(3);
        assertThat(err.toString())
                .contains("error: the API server does not answer")
                .hasLineCount(1);
    }

    @Test
    void shouldPrintACompletionThatBashAccepts() throws Exception {
        assertThat(run("completion", "bash")).isZero();
        var script = Files.writeString(folder.resolve("completion"), out.toString());

        var check = new ProcessBuilder("bash", "-n", script.toString()).start();

        assertThat(check.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(check.exitValue()).isZero();
        assertThat(out.toString()).contains("doctor", "--kubeconfig");
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    /** Kubeconfig of a cluster that does not run. */
    private String kubeconfig() throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: gone
                clusters: [{name: gone, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: gone, user: {token: none}}]
                contexts: [{name: gone, context: {cluster: gone, user: gone}}]
                """).toString();
    }
}
