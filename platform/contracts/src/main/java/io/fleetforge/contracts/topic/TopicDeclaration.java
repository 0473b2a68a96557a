package io.fleetforge.contracts.topic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The topics of {@code infra/kafka/topics.yaml}: what the broker, the script for other brokers and the AsyncAPI document have. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TopicDeclaration(Defaults defaults, List<Topic> topics) {

    public TopicDeclaration {
        topics = List.copyOf(topics);
    }

    /**
     * @param replicationFactor of a single broker
     */
    public record Defaults(short replicationFactor, Production production) {}

    /** What three brokers or more need. */
    public record Production(short replicationFactor, int minInsyncReplicas) {}

    /** One topic; its settings in the order of the file. */
    public record Topic(String name, String key, String purpose, int partitions, Map<String, String> config) {
        public Topic {
            config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
            if (partitions < 1) {
                throw new IllegalArgumentException("topic " + name + ": partitions must be >= 1");
            }
        }

        public boolean isCompacted() {
            return config.getOrDefault("cleanup.policy", "").contains("compact");
        }
    }

    /**
     * @throws IOException when the file cannot be read, or does not declare topics
     */
    public static TopicDeclaration load(Path file) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readValue(file.toFile(), TopicDeclaration.class);
    }
}
