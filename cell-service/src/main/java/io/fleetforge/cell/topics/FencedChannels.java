package io.fleetforge.cell.topics;

import io.fleetforge.runtime.messaging.GatedSerializer;
import io.fleetforge.runtime.messaging.SendGate;
import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.Config;

/** Gives the producers of records that other processes act on the gate that only an active process passes. */
@Singleton
class FencedChannels implements ClientCustomizer<Map<String, Object>> {

    private final SendGate gate;

    FencedChannels(SendGate gate) {
        this.gate = gate;
    }

    @Override
    public Map<String, Object> customize(String channel, Config config, Map<String, Object> settings) {
        if (GatedSerializer.class.getName().equals(settings.get(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG))) {
            settings.put(GatedSerializer.GATE, gate);
        }
        return settings;
    }
}
