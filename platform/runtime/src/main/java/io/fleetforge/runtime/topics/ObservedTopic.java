package io.fleetforge.runtime.topics;

import java.util.Map;

/**
 * A topic as the broker has it.
 *
 * @param replicationFactor the smallest of its partitions
 * @param config effective settings, defaults of the broker included
 */
public record ObservedTopic(String name, int partitions, int replicationFactor, Map<String, String> config) {

    public ObservedTopic {
        config = Map.copyOf(config);
        if (partitions < 1) {
            throw new IllegalArgumentException("topic " + name + ": partitions must be >= 1");
        }
    }
}
