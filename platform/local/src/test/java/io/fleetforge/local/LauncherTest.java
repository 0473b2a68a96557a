package io.fleetforge.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cluster.process.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher script in an empty checkout, with fake tools. */
class LauncherTest {

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    @TempDir
    Path checkout;

    private Path tools;

    @BeforeEach
    void prepare() throws IOException {
        var launcher = Path.of(System.getProperty("fleetforge.root")).resolve("fleetforge");
        Files.copy(launcher, checkout.resolve("fleetforge"));
        Files.createDirectory(checkout.resolve("scripts"));
        Files.copy(launcher.resolveSibling("scripts/toolchain.sh"), checkout.resolve("scripts/toolchain.sh"));
        tools = Files.createDirectory(checkout.resolve("tools"));
        tool("mvn", "Apache Maven 3.9.9");
        tool("go", "go version go1.26.1 linux/amd64");
    }

    @Test
    void shouldPrintHelpWithoutBuilding() {
        var help = launch(Map.of(), "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.output())
                .contains("up", "down", "status", "demo", "test", "bench", "logs", "kubectl", "curl", "apply");
        assertThat(checkout.resolve(".fleetforge")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "down", "status", "demo", "test", "bench", "build", "doctor", "images"})
    void shouldPrintHelpOfAVerbWithoutBuilding(String verb) {
        var help = launch(Map.of(), verb, "--help");

        assertThat(help.exitCode()).as(help.output()).isZero();
        assertThat(help.output()).startsWith("usage: fleetforge " + verb);
        assertThat(checkout.resolve(".fleetforge")).doesNotExist();
    }

    @Test
    void shouldExitWithTwoAndPrintUsageWhenTheVerbIsUnknownOrMissing() {
        var unknown = launch(Map.of(), "no-such-verb");

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.output()).contains("there is no verb 'no-such-verb'", "usage: fleetforge VERB");
        assertThat(launch(Map.of()).exitCode()).isEqualTo(2);
        assertThat(checkout.resolve(".fleetforge")).doesNotExist();
    }

    @Test
    void shouldIgnoreAnOldJavaHome() throws IOException {
        var old = Files.createDirectories(checkout.resolve("old-jdk/bin"));
        executable(old.resolve("java"), "openjdk version \"17.0.1\"");
        executable(old.resolve("javac"), "javac 17");

        var doctor = launch(Map.of("JAVA_HOME", checkout.resolve("old-jdk").toString()), "doctor");

        assertThat(doctor.exitCode()).as(doctor.output()).isZero();
        assertThat(doctor.output()).contains("JDK: ").doesNotContain("old-jdk");
    }

    @Test
    void shouldFindTheJdkWhenItPrintsPickedUpOptionsFirst() {
        var doctor = launch(
                Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_TOOL_OPTIONS", "-Dsome=thing"), "doctor");

        assertThat(doctor.exitCode()).as(doctor.output()).isZero();
        assertThat(doctor.output()).contains("JDK: " + System.getProperty("java.home"));
    }

    @Test
    void shouldFailWhenGoIsTooOld() throws IOException {
        tool("go", "go version go1.20.4 linux/amd64");

        var doctor = launch(Map.of(), "doctor");

        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.output()).contains("Go 1.26 or newer", "found: 1.20", "go.dev/dl");
    }

    @Test
    void shouldFailWhenMavenIsTooOld() throws IOException {
        tool("mvn", "Apache Maven 3.6.3");

        var doctor = launch(Map.of(), "doctor");

        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.output()).contains("Maven 3.8.7 or newer", "found: 3.6.3");
    }

    private Captured launch(Map<String, String> environment, String... arguments) {
        var command = new java.util.ArrayList<>(
                java.util.List.of("bash", checkout.resolve("fleetforge").toString()));
        command.addAll(java.util.List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().remove("FLEETFORGE_CONTROLPLANE");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().merge("PATH", tools.toString(), (path, own) -> own + ":" + path);
        builder.environment().putAll(environment);
        return Captured.of(builder, DEADLINE);
    }

    private void tool(String name, String output) throws IOException {
        executable(tools.resolve(name), output);
    }

    private static void executable(Path file, String output) throws IOException {
        Files.writeString(file, "#!/bin/sh\ncat <<'END'\n" + output + "\nEND\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
