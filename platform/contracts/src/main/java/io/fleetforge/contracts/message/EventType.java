package io.fleetforge.contracts.message;

import io.fleetforge.contracts.names.Topics;
import java.util.Arrays;
import java.util.Optional;

/**
 * Every message type with its CloudEvents {@code type}, topic and payload record. The JSON Schema of each payload
 * lies under {@code schemas/}, named like the record; a test keeps the three in step.
 */
public enum EventType {
    WORLD_TOPOLOGY("io.fleetforge.topology.changed.v1", Topics.WORLD_TOPOLOGY, TopologyMessage.class),
    WORLD_CREATED("io.fleetforge.world.created.v1", Topics.WORLD_EVENTS, WorldEvent.class),
    WORLD_READY("io.fleetforge.world.ready.v1", Topics.WORLD_EVENTS, WorldEvent.class),
    WORLD_DEGRADED("io.fleetforge.world.degraded.v1", Topics.WORLD_EVENTS, WorldEvent.class),
    WORLD_REPARTITIONED("io.fleetforge.world.repartitioned.v1", Topics.WORLD_EVENTS, WorldEvent.class),
    WORLD_DELETED("io.fleetforge.world.deleted.v1", Topics.WORLD_EVENTS, WorldEvent.class),
    SCALING_BLOCKED("io.fleetforge.scaling.blocked.v1", Topics.WORLD_EVENTS, WorldEvent.class),
    CELL_RECOVERED("io.fleetforge.cell.recovered.v1", Topics.WORLD_EVENTS, WorldEvent.class),
    CELL_READY("io.fleetforge.cell.ready.v1", Topics.CELL_EVENTS, CellEvent.class),
    CELL_RELEASED("io.fleetforge.cell.released.v1", Topics.CELL_EVENTS, CellEvent.class),
    CELL_FAILED("io.fleetforge.cell.failed.v1", Topics.CELL_EVENTS, CellEvent.class),
    SESSION_JOINED("io.fleetforge.session.joined.v1", Topics.CELL_EVENTS, SessionEvent.class),
    SESSION_MOVED("io.fleetforge.session.moved.v1", Topics.CELL_EVENTS, SessionEvent.class),
    SESSION_LEFT("io.fleetforge.session.left.v1", Topics.CELL_EVENTS, SessionEvent.class),
    SESSION_RECORDED("io.fleetforge.session.recorded.v1", Topics.CELL_SESSIONS, SessionRecord.class),
    SESSION_HANDED_OFF("io.fleetforge.session.handed-off.v1", Topics.CELL_HANDOFFS, SessionHandoff.class),
    SESSION_KEY_PUBLISHED("io.fleetforge.session-key.published.v1", Topics.SESSION_KEYS, SessionKey.class),
    GHOST_SAMPLED("io.fleetforge.ghost.sampled.v1", Topics.CELL_GHOSTS, GhostUpdate.class),
    HOST_TELEMETRY("io.fleetforge.host.sampled.v1", Topics.CELL_TELEMETRY, HostTelemetry.class),
    ALERTS_RECEIVED("io.fleetforge.alert-batch.received.v1", Topics.ALERT_EVENTS, AlertBatch.class),
    ALERT_CHANGED("io.fleetforge.alert.changed.v1", Topics.ALERTS, AlertMessage.class),
    GROUP_NOTIFIED("io.fleetforge.alert-group.notified.v1", Topics.ALERT_STATE, NotificationLogMessage.class),
    SILENCE_CHANGED("io.fleetforge.silence.changed.v1", Topics.ALERT_STATE, SilenceMessage.class),
    PARTITION_CLAIMED("io.fleetforge.partition.claimed.v1", Topics.ALERT_STATE, PartitionClaim.class),
    INCIDENT_RECORDED("io.fleetforge.incident.recorded.v1", Topics.ALERT_STATE, IncidentEntry.class),
    ALERT_DECIDED("io.fleetforge.alert.decided.v1", Topics.ALERT_DECISIONS, AlertDecision.class);

    private final String type;
    private final String topic;
    private final Class<? extends Record> payload;

    EventType(String type, String topic, Class<? extends Record> payload) {
        this.type = type;
        this.topic = topic;
        this.payload = payload;
    }

    /** The CloudEvents {@code type} attribute, on Kafka the header {@code ce_type}. */
    public String type() {
        return type;
    }

    public String topic() {
        return topic;
    }

    public Class<? extends Record> payload() {
        return payload;
    }

    /** The type named by a {@code ce_type} header; empty for one this version does not know. */
    public static Optional<EventType> of(String ceType) {
        return Arrays.stream(values()).filter(type -> type.type.equals(ceType)).findFirst();
    }
}
