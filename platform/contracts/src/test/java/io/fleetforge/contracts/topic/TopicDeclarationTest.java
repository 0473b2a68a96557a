package io.fleetforge.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.names.Topics;
import io.fleetforge.contracts.topic.TopicDeclaration.Topic;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicDeclarationTest {

    private static final Path ROOT = Path.of(System.getProperty("fleetforge.root", "../.."));
    private static final Map<String, String> SERVICES = Map.of(
            "controller-service", "fleetforge-controller",
            "cell-service", "fleetforge-cell",
            "alert-router", "fleetforge-alert-router",
            "backup-service", "fleetforge-backup",
            "chaos-service", "fleetforge-chaos");
    private static final Pattern CHANNEL = Pattern.compile("(?m)^mp\\.messaging\\..*\\.topic=(\\S+)$");

    private final TopicDeclaration declaration;
    private final Map<String, Topic> topics;

    TopicDeclarationTest() throws IOException {
        declaration = TopicDeclaration.load(ROOT.resolve("infra/kafka/topics.yaml"));
        topics = declaration.topics().stream().collect(Collectors.toMap(Topic::name, Function.identity()));
    }

    @Test
    void shouldDeclareEveryNameInTheContracts() {
        var names = Arrays.stream(Topics.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .map(TopicDeclarationTest::value);

        assertThat(topics.keySet()).containsAll(names.toList());
    }

    @Test
    void shouldCompactStateTopics() {
        assertThat(topics.get(Topics.WORLD_TOPOLOGY).config()).containsEntry("cleanup.policy", "compact");
        assertThat(topics.get(Topics.CELL_CHECKPOINTS).config()).containsEntry("cleanup.policy", "compact,delete");
        assertThat(topics.get(Topics.CELL_SESSIONS).config()).containsEntry("cleanup.policy", "compact,delete");
    }

    @Test
    void shouldBoundTheRetentionOfOtherTopics() {
        assertThat(declaration.topics())
                .allSatisfy(topic -> assertThat(topic.config())
                        .satisfiesAnyOf(
                                config -> assertThat(config).containsEntry("cleanup.policy", "compact"),
                                config -> assertThat(config).containsKey("retention.ms")));
    }

    @Test
    void shouldHaveOneDeadLetterPartition() {
        assertThat(topics.values().stream().filter(topic -> topic.name().endsWith(".dlq")))
                .isNotEmpty()
                .allMatch(topic -> topic.partitions() == 1);
    }

    @Test
    void shouldShipTheDeclarationWithTheServices() {
        assertThat(TopicDeclaration.shipped()).isEqualTo(declaration);
    }

    @Test
    void shouldNameTheServiceOfEachTopicThatItsChannelsConfigure() throws IOException {
        for (var service : SERVICES.entrySet()) {
            var used = declaration.usedBy(List.of(service.getValue())).stream().map(Topic::name);
            var settings = Files.readString(
                    ROOT.resolve(service.getKey()).resolve("src/main/resources/application.properties"));

            assertThat(used.toList())
                    .as("topics of %s", service.getValue())
                    .containsAll(CHANNEL.matcher(settings)
                            .results()
                            .map(match -> match.group(1))
                            .toList());
        }
    }

    @Test
    void shouldNameKnownServicesOnly() {
        assertThat(declaration.topics()).flatExtracting(Topic::services).isSubsetOf(SERVICES.values());
        assertThat(declaration.usedBy(List.of("fleetforge-cell")))
                .extracting(Topic::name)
                .contains(Topics.CELL_SESSIONS, Topics.CELL_HANDOFFS, Topics.CELL_CHECKPOINTS);
    }

    private static String value(java.lang.reflect.Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
