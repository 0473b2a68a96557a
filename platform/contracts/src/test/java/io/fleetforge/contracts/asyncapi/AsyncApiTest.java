package io.fleetforge.contracts.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fleetforge.contracts.asyncapi.Flow.Action;
import io.fleetforge.contracts.names.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/asyncapi.yaml} is what topics, message types, schemas and channels generate. After a change of one of them
 * run {@code mvn -pl platform/contracts test -Dfleetforge.docs.write=true} and commit the difference.
 */
class AsyncApiTest {

    private static final Path ROOT = Path.of(System.getProperty("fleetforge.root", "../.."));
    private static final Path COMMITTED = ROOT.resolve("docs/asyncapi.yaml");

    private final AsyncApiDocument document;

    AsyncApiTest() throws IOException {
        document = AsyncApiDocument.of(ROOT);
    }

    @Test
    void shouldEqualCommittedDocumentWhenGenerated() throws IOException {
        var generated = document.yaml();
        if (Boolean.getBoolean("fleetforge.docs.write")) {
            Files.writeString(COMMITTED, generated);
        }

        assertThat(COMMITTED).hasContent(generated);
    }

    @Test
    void shouldHaveAChannelForEveryTopic() throws IOException {
        var channels =
                new ObjectMapper(new YAMLFactory()).readTree(document.yaml()).path("channels");

        assertThat(channels.findValuesAsText("address")).containsExactlyElementsOf(document.topics());
    }

    /** The first message type of one of these brings its schema and leaves this list. */
    @Test
    void shouldLackMessageTypesOnlyWhereTheServicesAreStillToCome() {
        assertThat(document.topicsWithoutTypes())
                .containsExactlyInAnyOrder(
                        Topics.BACKUP_COMMANDS,
                        Topics.BACKUP_EVENTS,
                        Topics.CHAOS_COMMANDS,
                        Topics.CHAOS_EVENTS,
                        Topics.AUDIT);
    }

    @Test
    void shouldHaveSenderAndReceiverOfEveryMessageType() {
        for (var action : Action.values()) {
            assertThat(document.flows())
                    .filteredOn(flow -> flow.action() == action)
                    .extracting(Flow::topic)
                    .as(action.verb())
                    .containsAll(document.topicsWithTypes());
        }
        assertThat(document.topics())
                .containsAll(document.flows().stream().map(Flow::topic).toList());
    }

    @Test
    void shouldPassTheParserOfAsyncApi() throws Exception {
        var check = new ProcessBuilder("bash", "scripts/check-asyncapi.sh")
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor(3, TimeUnit.MINUTES)).isTrue();

        assertThat(check.exitValue()).as(output).isZero();
        if (output.contains("SKIPPED")) {
            System.err.println(output);
        }
        assumeThat(output).as(output).doesNotContain("SKIPPED");
    }
}
