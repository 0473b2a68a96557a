package io.fleetforge.contracts.message;

import io.fleetforge.contracts.names.Topics;

/** Message types whose payload has a binary form of the service that writes it; {@link EventType} has those of JSON. */
public enum BinaryType {
    CHECKPOINT_TAKEN("io.fleetforge.checkpoint.taken.v1", Topics.CELL_CHECKPOINTS);

    private final String type;
    private final String topic;

    BinaryType(String type, String topic) {
        this.type = type;
        this.topic = topic;
    }

    /** The CloudEvents {@code type} attribute, on Kafka the header {@code ce_type}. */
    public String type() {
        return type;
    }

    public String topic() {
        return topic;
    }
}
