package io.fleetforge.runtime.topics;

import io.fleetforge.contracts.topic.TopicDifference;
import java.util.List;

/** The result of one comparison. */
public sealed interface TopicComparison {

    /** Every topic was read. */
    record Compared(List<TopicDifference> differences) implements TopicComparison {
        public Compared {
            differences = List.copyOf(differences);
        }

        /** Whether the broker may remove state, or cannot keep it. */
        public boolean canLoseState() {
            return differences.stream().anyMatch(TopicDifference::canLoseState);
        }
    }

    /**
     * The broker did not answer in time, or refused.
     *
     * @param reason for an operator
     */
    record NotCompared(String reason) implements TopicComparison {}
}
