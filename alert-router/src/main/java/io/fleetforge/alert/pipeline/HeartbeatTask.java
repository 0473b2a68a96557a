package io.fleetforge.alert.pipeline;

import io.fleetforge.alert.messaging.AlertPublisher;
import io.fleetforge.alert.oncall.HeartbeatMonitor;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.metric.Meters;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Publishes alerts about missing heartbeats, each by the instance that owns it. One thread. */
public final class HeartbeatTask implements LoopTask {

    private static final Logger LOG = Logger.getLogger(HeartbeatTask.class);
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final AlertStore store;
    private final AlertPublisher alerts;
    private final Meters meters;
    private final Instant since;

    /**
     * @param since start of this process
     */
    public HeartbeatTask(AlertStore store, AlertPublisher alerts, Meters meters, Instant since) {
        this.store = store;
        this.alerts = alerts;
        this.meters = meters;
        this.since = since;
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void run(Instant now) {
        var updates = store.call(state ->
                HeartbeatMonitor.updates(
                                state.routing().heartbeats(), state.alerts().all(), since, now)
                        .stream()
                        .filter(alert -> state.ownership().ownsKey(alert.fingerprint()))
                        .toList());
        for (var alert : updates) {
            if (alert.isFiringAt(now)) {
                meters.counter(Metric.ALERTS_RECEIVED, "source", "heartbeat").increment();
            }
            alerts.changed(alert, CorrelationId.random()).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.debugf("heartbeat alert not written; retrying: %s", failure.getMessage());
                }
            });
        }
    }
}
