package io.fleetforge.contracts.topic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The topics of {@code infra/kafka/topics.yaml}: what the broker, the script for other brokers and the AsyncAPI document have. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TopicDeclaration(Defaults defaults, List<Topic> topics) {

    private static final String RESOURCE = "topics.yaml";

    public TopicDeclaration {
        topics = List.copyOf(topics);
    }

    /**
     * @param replicationFactor of a single broker
     */
    public record Defaults(short replicationFactor, Production production) {}

    /** What three brokers or more need. */
    public record Production(short replicationFactor, int minInsyncReplicas) {}

    /**
     * One topic; its settings in the order of the file.
     *
     * @param services application names of the services that depend on it
     */
    public record Topic(
            String name,
            String key,
            String purpose,
            @Nullable List<String> services,
            int partitions,
            Map<String, String> config) {
        public Topic {
            services = services == null ? List.of() : List.copyOf(services);
            config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
            if (partitions < 1) {
                throw new IllegalArgumentException("topic " + name + ": partitions must be >= 1");
            }
        }

        /** Whether the last record of each key is state that the services read back. */
        public boolean isCompacted() {
            return config.getOrDefault("cleanup.policy", "").contains("compact");
        }

        /** Whether the service of that application name depends on it. */
        public boolean isUsedBy(String service) {
            return Objects.requireNonNull(services).contains(service);
        }
    }

    /** The declaration that this build was made with, from the class path. */
    public static TopicDeclaration shipped() {
        try (var in = TopicDeclaration.class.getResourceAsStream(RESOURCE)) {
            return new ObjectMapper(new YAMLFactory())
                    .readValue(Objects.requireNonNull(in, RESOURCE), TopicDeclaration.class);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " on the class path declares no topics", e);
        }
    }

    /** The topics on which one of {@code services} depends, in the order of the file. */
    public List<Topic> usedBy(Collection<String> services) {
        return topics.stream()
                .filter(topic -> services.stream().anyMatch(topic::isUsedBy))
                .toList();
    }

    /**
     * @throws IOException when the file cannot be read, or does not declare topics
     */
    public static TopicDeclaration load(Path file) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readValue(file.toFile(), TopicDeclaration.class);
    }
}
