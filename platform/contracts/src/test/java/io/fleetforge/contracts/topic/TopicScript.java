package io.fleetforge.contracts.topic;

import io.fleetforge.contracts.topic.TopicDeclaration.Topic;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code infra/kafka/create-topics.sh}: one command of the Kafka image's tool for each declared topic. */
final class TopicScript {

    private static final Pattern UNQUOTED = Pattern.compile("[A-Za-z0-9._,-]+");

    private static final String HEAD = """
            #!/usr/bin/env bash
            # Generated from topics.yaml; see TopicScriptTest. Do not edit.
            # Creates the topics with the tool of the Kafka image. Idempotent. From the production replication factor on,
            # min.insync.replicas is set as well.
            set -euo pipefail
            bootstrap="${1:?usage: create-topics.sh BOOTSTRAP [REPLICATION-FACTOR]}"
            replication="${2:-%d}"
            durability=()
            if ((replication >= %d)); then
              durability=(--config min.insync.replicas=%d)
            fi

            create() {
              "${KAFKA_TOPICS_TOOL:-/opt/kafka/bin/kafka-topics.sh}" --bootstrap-server "$bootstrap" --create --if-not-exists \\
                --replication-factor "$replication" "${durability[@]}" "$@"
            }

            """;

    private TopicScript() {}

    static String of(TopicDeclaration declaration) {
        var defaults = declaration.defaults();
        var production = defaults.production();
        return HEAD.formatted(
                        defaults.replicationFactor(), production.replicationFactor(), production.minInsyncReplicas())
                + declaration.topics().stream().map(TopicScript::command).collect(Collectors.joining());
    }

    private static String command(Topic topic) {
        var settings = topic.config().entrySet().stream()
                .map(setting -> " --config " + setting(setting))
                .collect(Collectors.joining());
        return "create --topic %s --partitions %s%s\n".formatted(unquoted(topic.name()), topic.partitions(), settings);
    }

    private static String setting(Map.Entry<String, String> entry) {
        return unquoted(entry.getKey()) + "=" + unquoted(entry.getValue());
    }

    private static String unquoted(String argument) {
        if (!UNQUOTED.matcher(argument).matches()) {
            throw new IllegalArgumentException("not an argument without quotes: " + argument);
        }
        return argument;
    }
}
