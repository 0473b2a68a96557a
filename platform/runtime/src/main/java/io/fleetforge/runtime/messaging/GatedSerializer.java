package io.fleetforge.runtime.messaging;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Value serializer of channels whose records only an active process may send. The producer calls it behind every queue and behind
 * its wait for metadata, right before the record joins a batch; from there {@code delivery.timeout.ms} counts.
 */
public final class GatedSerializer implements Serializer<byte[]> {

    /** Setting of the producer that holds the {@link SendGate}. */
    public static final String GATE = "fleetforge.send.gate";

    private @Nullable SendGate gate;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (!(configs.get(GATE) instanceof SendGate found)) {
            throw new ConfigException(GATE, configs.get(GATE), "a SendGate is required");
        }
        gate = found;
    }

    @Override
    public byte @Nullable [] serialize(String topic, byte @Nullable [] data) {
        throw new UnsupportedOperationException("a gated record has headers");
    }

    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, byte @Nullable [] data) {
        if (gate == null) {
            throw new IllegalStateException("not configured");
        }
        gate.require(headers);
        return data;
    }
}
