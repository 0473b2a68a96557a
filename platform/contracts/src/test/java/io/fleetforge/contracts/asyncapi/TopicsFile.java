package io.fleetforge.contracts.asyncapi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The declaration of all topics, {@code infra/kafka/topics.yaml}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record TopicsFile(Defaults defaults, List<Topic> topics) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Defaults(Production production) {}

    record Production(int replicationFactor, int minInsyncReplicas) {}

    /** One topic. */
    record Topic(String name, String key, String purpose, int partitions, Map<String, String> config) {

        boolean isCompacted() {
            return config.getOrDefault("cleanup.policy", "").contains("compact");
        }
    }

    static TopicsFile read(Path root) throws IOException {
        return new ObjectMapper(new YAMLFactory())
                .readValue(root.resolve("infra/kafka/topics.yaml").toFile(), TopicsFile.class);
    }
}
