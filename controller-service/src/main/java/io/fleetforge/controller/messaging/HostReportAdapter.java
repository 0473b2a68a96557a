package io.fleetforge.controller.messaging;

import io.fleetforge.contracts.message.CellEvent;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.HostTelemetry;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.controller.fencing.HeartbeatTracker;
import io.fleetforge.controller.reports.CellStatusCache;
import io.fleetforge.controller.scaling.LoadHistory;
import io.fleetforge.controller.wakeup.WorldWakeups;
import io.fleetforge.runtime.correlation.CorrelationScope;
import io.fleetforge.runtime.messaging.IncomingEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Delivers reports of hosts from Kafka to the {@link CellStatusCache} and the {@link LoadHistory}, and triggers the reconcile of the
 * world when they change: running cells, number of players, or the start of a load window. Poison goes to the DLQ. Runs on workers: an
 * event loop that decodes a backlog would delay every other request of the process.
 */
@ApplicationScoped
public class HostReportAdapter {

    private static final Logger LOG = Logger.getLogger(HostReportAdapter.class);

    private final CellStatusCache statusCache;
    private final LoadHistory loads;
    private final HeartbeatTracker heartbeats;
    private final WorldWakeups wakeups;
    private final Clock clock;

    public HostReportAdapter(
            CellStatusCache statusCache,
            LoadHistory loads,
            HeartbeatTracker heartbeats,
            WorldWakeups wakeups,
            Clock clock) {
        this.heartbeats = heartbeats;
        this.statusCache = statusCache;
        this.loads = loads;
        this.wakeups = wakeups;
        this.clock = clock;
    }

    @Incoming("cell-events")
    @Blocking
    public void cellEvent(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        if (IncomingEvent.type(record)
                .filter(type -> type.payload() != CellEvent.class)
                .isPresent()) {
            return; // nearly all of them are about sessions
        }
        var decoded = IncomingEvent.decode(record, EventType.CELL_READY);
        if (decoded.isEmpty() || !(decoded.get().payload() instanceof CellEvent event)) {
            return;
        }
        try (var scope = CorrelationScope.open(decoded.get().correlation())) {
            LOG.debugf("%s: %s on %s at epoch %d", decoded.get().type(), event.key(), event.host(), event.epoch());
            if (statusCache.accept(event, state(decoded.get().type()))) {
                wakeups.wake(event.world());
            }
        }
    }

    @Incoming("cell-telemetry")
    @Blocking
    public void telemetry(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        var decoded = IncomingEvent.decode(record, EventType.HOST_TELEMETRY);
        if (decoded.isPresent() && decoded.get().payload() instanceof HostTelemetry sample) {
            heartbeats.sampled(sample.world().uid(), sample.host(), sample.incarnation());
            var changed = statusCache.accept(sample);
            if (loads.note(sample, clock.instant()) || changed) {
                wakeups.wake(sample.world());
            }
        }
    }

    private static CellState state(EventType type) {
        return switch (type) {
            case CELL_READY -> CellState.RUNNING;
            case CELL_FAILED -> CellState.FAILED;
            case CELL_RELEASED -> CellState.PENDING;
            case WORLD_TOPOLOGY,
                    WORLD_CREATED,
                    WORLD_READY,
                    WORLD_DEGRADED,
                    WORLD_REPARTITIONED,
                    WORLD_DELETED,
                    SCALING_BLOCKED,
                    CELL_RECOVERED,
                    SESSION_JOINED,
                    SESSION_MOVED,
                    SESSION_LEFT,
                    SESSION_RECORDED,
                    SESSION_HANDED_OFF,
                    SESSION_KEY_PUBLISHED,
                    GHOST_SAMPLED,
                    HOST_TELEMETRY,
                    ALERTS_RECEIVED,
                    ALERT_CHANGED,
                    GROUP_NOTIFIED,
                    SILENCE_CHANGED,
                    PARTITION_CLAIMED,
                    INCIDENT_RECORDED,
                    ALERT_DECIDED -> throw new IllegalArgumentException(type + " is not a cell's state");
        };
    }
}
