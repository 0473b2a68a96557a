package io.fleetforge.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.names.Topics;
import io.fleetforge.contracts.topic.TopicDeclaration.Topic;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicDeclarationTest {

    private final TopicDeclaration declaration;
    private final Map<String, Topic> topics;

    TopicDeclarationTest() throws IOException {
        declaration = TopicDeclaration.load(
                Path.of(System.getProperty("fleetforge.root", "../.."), "infra/kafka/topics.yaml"));
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

    private static String value(java.lang.reflect.Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
