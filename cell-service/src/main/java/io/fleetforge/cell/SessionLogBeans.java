package io.fleetforge.cell;

import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.topics.SessionLogSettings;
import io.fleetforge.contracts.lease.FencingTimes;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.runtime.messaging.EventPublisher;
import io.fleetforge.runtime.messaging.FencedProducer;
import io.fleetforge.runtime.messaging.KafkaClientPolicy;
import io.fleetforge.runtime.messaging.SendGate;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** CDI wiring of the session log: its producer, and a publisher of each of its topics. */
class SessionLogBeans {

    private static final List<String> TOPICS =
            List.of(Topics.CELL_SESSIONS, Topics.CELL_HANDOFFS, Topics.CELL_CHECKPOINTS);

    /** Publishers to the topics of the session log. */
    interface SessionLog {
        EventPublisher publisher(String topic);
    }

    @Produces
    @Singleton
    SendGate sendGate(Fence fence) {
        return new SendGate(fence::isOpen, System::nanoTime);
    }

    @Produces
    @Singleton
    FencedProducer fencedProducer(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            SendGate gate,
            KafkaClientPolicy policy,
            MeterRegistry registry) {
        var settings = policy.producer("session-log", SessionLogSettings.of(broker, gate));
        return FencedProducer.create(settings, TOPICS, registry);
    }

    @Produces
    @Singleton
    SessionLog sessionLog(FencedProducer producer, SendGate gate, HostIdentity identity, Clock clock) {
        var source = CellBeans.source(identity);
        return topic -> producer.publisher(topic, source, clock, gate, FencingTimes.DELIVERY_TIMEOUT);
    }
}
