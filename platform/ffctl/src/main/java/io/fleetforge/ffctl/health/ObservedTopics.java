package io.fleetforge.ffctl.health;

import io.fleetforge.contracts.topic.TopicDifference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one process reports of the topics that its service depends on.
 *
 * @param service application name
 * @param failure why it could not compare them; empty when it could
 */
public record ObservedTopics(String service, List<TopicDifference> differences, Optional<String> failure) {

    public ObservedTopics {
        Objects.requireNonNull(service, "service");
        differences = List.copyOf(differences);
        Objects.requireNonNull(failure, "failure");
    }
}
