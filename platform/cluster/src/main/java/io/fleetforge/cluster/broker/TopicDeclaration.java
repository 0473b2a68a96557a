package io.fleetforge.cluster.broker;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fleetforge.cluster.PlatformException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The topics of {@code infra/kafka/topics.yaml}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TopicDeclaration(Defaults defaults, List<Topic> topics) {

    public TopicDeclaration {
        topics = List.copyOf(topics);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Defaults(short replicationFactor) {}

    /** One topic. */
    public record Topic(String name, String key, String purpose, int partitions, Map<String, String> config) {
        public Topic {
            config = Map.copyOf(config);
            if (partitions < 1) {
                throw new IllegalArgumentException("topic " + name + ": partitions must be >= 1");
            }
        }
    }

    public static TopicDeclaration load(Path file) {
        try {
            return new ObjectMapper(new YAMLFactory()).readValue(file.toFile(), TopicDeclaration.class);
        } catch (IOException e) {
            throw new PlatformException("cannot read the topics from " + file + ": " + e.getMessage(), e);
        }
    }
}
