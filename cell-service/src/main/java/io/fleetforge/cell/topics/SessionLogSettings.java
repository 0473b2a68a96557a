package io.fleetforge.cell.topics;

import io.fleetforge.contracts.lease.FencingTimes;
import io.fleetforge.runtime.messaging.GatedSerializer;
import io.fleetforge.runtime.messaging.SendGate;
import io.fleetforge.runtime.messaging.WorldKeyPartitioner;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Settings of the producer of a host's session log: journal, handoffs and checkpoints, the records that change the owner of a session,
 * or restore one. From the gate on, a record has landed or is dropped within {@link #BUFFER_WAIT} and
 * {@link FencingTimes#DELIVERY_TIMEOUT}; the host repeats it while it is active.
 */
public final class SessionLogSettings {

    /** The longest wait for space in the producer's buffer. */
    public static final Duration BUFFER_WAIT = Duration.ofMillis(250);

    private static final Duration REQUEST = Duration.ofMillis(2500);
    /** So that no record waits for metadata, however long ago the one before it was. */
    private static final Duration METADATA_IDLE = Duration.ofDays(3650);
    /** A checkpoint is the largest record; a cell at its player limit needs far less. */
    private static final int LARGEST_REQUEST = 4 * 1024 * 1024;

    private SessionLogSettings() {}

    /**
     * @param broker settings of the connection
     */
    public static Map<String, Object> of(Map<String, Object> broker, SendGate gate) {
        var settings = new HashMap<>(broker);
        settings.keySet().retainAll(ProducerConfig.configNames());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "session-log");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, GatedSerializer.class.getName());
        settings.put(GatedSerializer.GATE, gate);
        settings.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, WorldKeyPartitioner.class.getName());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(BUFFER_WAIT));
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(FencingTimes.DELIVERY_TIMEOUT));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(REQUEST));
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, millis(METADATA_IDLE));
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(LARGEST_REQUEST));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "0"); // handed-off players do not move until it is acknowledged
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return settings;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
