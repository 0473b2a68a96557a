package io.fleetforge.contracts.names;

/**
 * Kafka topic names. Partitions, retention and cleanup are declared once in {@code infra/kafka/topics.yaml}; the broker
 * never creates a topic by itself.
 */
public final class Topics {

    /** Compacted, key {@code ns/world}: the whole topology of a world, so a host that starts reads what it must run. */
    public static final String WORLD_TOPOLOGY = "fleetforge.world.topology.v1";

    /** Key {@code ns/world}: events of a world. */
    public static final String WORLD_EVENTS = "fleetforge.world.events.v1";

    /** Key {@code ns/world/cell}: events of a cell and of the sessions in it. */
    public static final String CELL_EVENTS = "fleetforge.cell.events.v1";

    /** Key {@code ns/world}: one batched sample per host and second. */
    public static final String CELL_TELEMETRY = "fleetforge.cell.telemetry.v1";

    /** Compacted, key {@code ns/world/session}: a live session, written before its join is acknowledged. */
    public static final String CELL_SESSIONS = "fleetforge.cell.sessions.v1";

    /** Compacted, key {@code ns/world/session/epoch}: sessions that one host hands off to another. */
    public static final String CELL_HANDOFFS = "fleetforge.cell.handoffs.v1";

    /** Compacted, key {@code ns/world/kid}: public keys of host processes, by which session tokens are verified. */
    public static final String SESSION_KEYS = "fleetforge.session.keys.v1";

    /** Compacted, key {@code ns/world/cell}: versioned cell state with its epoch. */
    public static final String CELL_CHECKPOINTS = "fleetforge.cell.checkpoints.v1";

    /** Key {@code ns/world}: players near cells of other hosts, at the rate of views. */
    public static final String CELL_GHOSTS = "fleetforge.cell.ghosts.v1";

    /** Posts of alerts as they were sent; those to the API without what is known, and only when more than one alert is left. */
    public static final String ALERT_EVENTS = "fleetforge.alert.events.v1";

    /** Compacted, key fingerprint: the last update of each alert. */
    public static final String ALERTS = "fleetforge.alert.alerts.v1";

    /** Compacted: notification log, silences, incidents, and the instance that owns each partition. */
    public static final String ALERT_STATE = "fleetforge.alert.state.v1";

    /** Key fingerprint: why an alert was notified or not. */
    public static final String ALERT_DECISIONS = "fleetforge.alert.decisions.v1";

    public static final String BACKUP_COMMANDS = "fleetforge.backup.commands.v1";
    public static final String BACKUP_EVENTS = "fleetforge.backup.events.v1";
    public static final String CHAOS_COMMANDS = "fleetforge.chaos.commands.v1";
    public static final String CHAOS_EVENTS = "fleetforge.chaos.events.v1";
    public static final String AUDIT = "fleetforge.audit.v1";

    private static final String DEAD_LETTER_SUFFIX = ".dlq";

    private Topics() {}

    /** Name of the dead-letter topic of {@code topic}. */
    public static String deadLetter(String topic) {
        return topic + DEAD_LETTER_SUFFIX;
    }
}
