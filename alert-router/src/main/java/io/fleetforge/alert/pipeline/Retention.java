package io.fleetforge.alert.pipeline;

import io.fleetforge.alert.config.AlertConfig;
import io.fleetforge.alert.messaging.AlertPublisher;
import io.fleetforge.alert.messaging.StatePublisher;
import io.fleetforge.alert.oncall.HeartbeatMonitor;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.metric.Meters;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Watches for what does not come any more, and lets go of what nobody needs to know: alerts that ended long ago, silences that are over,
 * old incidents. Each is done by the instance that acts for it. One thread.
 */
public final class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final Duration SILENCES_KEPT = Duration.ofDays(5);

    private final AlertStore desk;
    private final AlertPublisher alerts;
    private final StatePublisher state;
    private final AlertConfig config;
    private final Meters meters;
    private final Instant since;

    /**
     * @param since when this process began to listen
     */
    public Retention(
            AlertStore desk, AlertPublisher alerts, StatePublisher state, AlertConfig config, Listening listening) {
        this.desk = desk;
        this.alerts = alerts;
        this.state = state;
        this.config = config;
        this.meters = listening.meters();
        this.since = listening.since();
    }

    /** Since when this process listens, and where it counts. */
    public record Listening(Meters meters, Instant since) {}

    /** Does what is due. */
    public void keep(Instant now) {
        deadMen(now);
        desk.ask(all -> all.router().known().alerts().endedBefore(now.minus(config.alertsKept())).stream()
                        .map(alert -> alert.fingerprint())
                        .filter(all.ownership()::ownsKey)
                        .toList())
                .forEach(fingerprint -> quietly(alerts.forget(fingerprint)));
        desk.ask(all -> all.router().known().silences().all().stream()
                        .filter(silence -> silence.endsAt().isBefore(now.minus(SILENCES_KEPT)))
                        .map(silence -> silence.id())
                        .filter(all.ownership()::ownsKey)
                        .toList())
                .forEach(id -> quietly(state.forgetSilence(id)));
        desk.ask(all -> all.router().toldOfNothing()).forEach(this::forgetTold);
        desk.ask(all -> all.incidents().overBefore(now.minus(config.incidentsKept())).stream()
                        .filter(incident -> all.ownership().ownsKey(incident.group()))
                        .toList())
                .forEach(incident -> incident.timeline()
                        .reversed()
                        .forEach(line -> quietly(state.forgetNoted(incident.id(), incident.group(), line.id()))));
    }

    private void forgetTold(String group) {
        desk.ask(all -> java.util.Set.copyOf(all.router()
                        .known()
                        .told()
                        .getOrDefault(group, java.util.Map.of())
                        .keySet()))
                .forEach(channel -> quietly(state.forgetTold(group, channel)));
    }

    private void deadMen(Instant now) {
        var words = desk.ask(all ->
                HeartbeatMonitor.words(
                                all.router().routing().deadMen(),
                                all.router().known().alerts().all(),
                                since,
                                now)
                        .stream()
                        .filter(alert -> all.ownership().ownsKey(alert.fingerprint()))
                        .toList());
        for (var alert : words) {
            if (alert.isFiringAt(now)) {
                meters.counter(Metric.ALERTS_RECEIVED, "source", "heartbeat").increment();
            }
            quietly(alerts.changed(alert, CorrelationId.random()));
        }
    }

    private static void quietly(CompletionStage<Void> write) {
        write.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.debugf("left for the next time: %s", failure.getMessage());
            }
        });
    }
}
