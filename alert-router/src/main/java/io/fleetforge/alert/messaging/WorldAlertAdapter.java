package io.fleetforge.alert.messaging;

import io.fleetforge.alert.store.AlertMessages;
import io.fleetforge.contracts.message.AlertMessage;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.WorldEvent;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.messaging.IncomingEvent;
import io.fleetforge.runtime.metric.Meters;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/**
 * Turns world events of the controller into alerts: a degraded world is an alert until it is ready again. One instance
 * reads each event; a repeated event has no effect.
 */
@ApplicationScoped
public class WorldAlertAdapter {

    private static final long WRITE_TIMEOUT_S = 60;
    private static final String ALERT = "WorldReportedDegraded";

    private final AlertPublisher alerts;
    private final Meters meters;

    public WorldAlertAdapter(AlertPublisher alerts, Meters meters) {
        this.alerts = alerts;
        this.meters = meters;
    }

    @Incoming("world-alerts")
    @Blocking
    public void receive(ConsumerRecord<String, byte[]> record) throws Exception {
        var event = IncomingEvent.decode(record, EventType.WORLD_DEGRADED);
        if (event.isEmpty() || !(event.get().payload() instanceof WorldEvent worldEvent)) {
            return;
        }
        var type = event.get().type();
        var fires = type == EventType.WORLD_DEGRADED;
        var ends = type == EventType.WORLD_READY || type == EventType.WORLD_DELETED;
        if (!fires && !ends) {
            return;
        }
        var until = fires ? null : worldEvent.at(); // the event is not repeated, so the alert has no end of its own
        var message = message(worldEvent, until, event.get().correlation().value());
        alerts.changed(AlertMessages.alert(message), event.get().correlation())
                .toCompletableFuture()
                .get(WRITE_TIMEOUT_S, TimeUnit.SECONDS);
        meters.counter(Metric.ALERTS_RECEIVED, "source", "event").increment();
    }

    private static AlertMessage message(WorldEvent event, @Nullable Instant until, String correlation) {
        var world = event.world();
        var labels = Map.of(
                AlertMessage.ALERT_NAME,
                ALERT,
                "namespace",
                world.namespace(),
                "world",
                world.name(),
                "severity",
                "P3");
        var annotations = Map.of("summary", event.message(), "reason", event.reason(), "correlation_id", correlation);
        return new AlertMessage(new TreeMap<>(labels), new TreeMap<>(annotations), event.at(), until, "", event.at());
    }
}
