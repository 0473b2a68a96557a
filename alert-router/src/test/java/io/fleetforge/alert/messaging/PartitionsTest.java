package io.fleetforge.alert.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PartitionsTest {

    /** The ownership of groups depends on the counts. */
    @Test
    void shouldEqualTheDeclaredPartitions() throws IOException {
        var topics = new YAMLMapper()
                .readTree(TestPlatform.root().resolve("infra/kafka/topics.yaml").toFile())
                .path("topics");

        for (var topic : topics) {
            switch (topic.path("name").asText()) {
                case Topics.ALERTS ->
                    assertThat(topic.path("partitions").asInt()).isEqualTo(Partitions.ALERTS);
                case Topics.ALERT_STATE ->
                    assertThat(topic.path("partitions").asInt()).isEqualTo(Partitions.STATE);
                default -> {}
            }
        }
        assertThat(topics.findValuesAsText("name")).contains(Topics.ALERTS, Topics.ALERT_STATE);
    }
}
