package io.fleetforge.runtime.topics;

/**
 * Whether the topics allow this process to be ready.
 *
 * <pre>
 * PENDING --no loss, or not compared--> ADMITTED
 * PENDING --can lose state--> REFUSED --no loss--> ADMITTED
 * </pre>
 *
 * ADMITTED is final: a running service stays ready, whatever its topics become.
 */
public enum TopicAdmission {
    /** The first comparison has not ended. */
    PENDING,
    /** No comparison has passed, and one found that state can be lost. */
    REFUSED,
    /** A comparison passed, or the broker did not answer the first one: readiness does not depend on Kafka. */
    ADMITTED;

    /** The next state after {@code comparison}. */
    public TopicAdmission after(TopicComparison comparison) {
        if (this == ADMITTED) {
            return this;
        }
        return switch (comparison) {
            case TopicComparison.Compared compared -> compared.canLoseState() ? REFUSED : ADMITTED;
            case TopicComparison.NotCompared notCompared -> this == REFUSED ? REFUSED : ADMITTED;
        };
    }
}
