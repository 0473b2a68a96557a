package io.fleetforge.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code infra/kafka/create-topics.sh} is what the declaration generates. After a change of the declaration run
 * {@code mvn -pl platform/contracts test -Dfleetforge.docs.write=true} and commit the difference.
 */
class TopicScriptTest {

    private static final Path FOLDER = Path.of(System.getProperty("fleetforge.root", "../.."), "infra", "kafka");
    private static final Path COMMITTED = FOLDER.resolve("create-topics.sh");
    private static final long DEADLINE_S = 60;

    @TempDir
    Path temp;

    private final TopicDeclaration declaration;

    TopicScriptTest() throws IOException {
        declaration = TopicDeclaration.load(FOLDER.resolve("topics.yaml"));
    }

    @Test
    void shouldEqualCommittedScriptWhenGenerated() throws IOException {
        var generated = TopicScript.of(declaration);
        if (Boolean.getBoolean("fleetforge.docs.write")) {
            Files.writeString(COMMITTED, generated);
        }

        assertThat(COMMITTED).hasContent(generated);
    }

    @Test
    void shouldCreateEveryTopicAsDeclaredWhenRun() throws Exception {
        var commands = run("broker:9092");

        assertThat(commands).hasSameSizeAs(declaration.topics());
        assertThat(commands)
                .allMatch(command -> command.startsWith(
                        "--bootstrap-server broker:9092 --create --if-not-exists --replication-factor 1 --topic "));
        assertThat(declaration.topics())
                .allSatisfy(topic -> assertThat(commands)
                        .anySatisfy(command -> assertThat(command)
                                .contains(" --topic " + topic.name() + " --partitions " + topic.partitions() + " ")
                                .contains(topic.config().entrySet().stream()
                                        .map(setting -> "--config " + setting.getKey() + "=" + setting.getValue())
                                        .toList())));
    }

    @Test
    void shouldSetTheInsyncReplicasFromTheProductionReplicationFactorOn() throws Exception {
        assertThat(run("broker:9092", "3"))
                .isNotEmpty()
                .allMatch(command -> command.contains(" --replication-factor 3 --config min.insync.replicas=2 "));
        assertThat(run("broker:9092", "2")).noneMatch(command -> command.contains("min.insync.replicas"));
    }

    /** The commands of the script, run with a tool that prints its arguments. */
    private List<String> run(String... arguments) throws Exception {
        var tool = Files.writeString(temp.resolve("tool"), "#!/bin/sh\necho \"$*\"\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        var output = temp.resolve("output");
        var command = new ArrayList<>(List.of("bash", COMMITTED.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("KAFKA_TOPICS_TOOL", tool.toString());
        var process = builder.start();
        assertThat(process.waitFor(DEADLINE_S, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readAllLines(output);
    }
}
