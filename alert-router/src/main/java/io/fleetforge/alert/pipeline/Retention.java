package io.fleetforge.alert.pipeline;

import io.fleetforge.alert.config.AlertConfig;
import io.fleetforge.alert.messaging.AlertPublisher;
import io.fleetforge.alert.messaging.StatePublisher;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.silence.Silence;
import io.fleetforge.alert.store.AlertStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Removes old state: ended alerts, expired silences, closed incidents and log entries of former groups, each by the
 * instance that owns it. One thread.
 */
public final class Retention implements LoopTask {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration SILENCE_RETENTION = Duration.ofDays(5);

    private final AlertStore store;
    private final AlertPublisher alerts;
    private final StatePublisher state;
    private final AlertConfig config;

    public Retention(AlertStore store, AlertPublisher alerts, StatePublisher state, AlertConfig config) {
        this.store = store;
        this.alerts = alerts;
        this.state = state;
        this.config = config;
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void run(Instant now) {
        removeAlerts(now.minus(config.alertRetention()));
        removeSilences(now.minus(SILENCE_RETENTION));
        removeLogEntries();
        removeIncidents(now.minus(config.incidentRetention()));
    }

    private void removeAlerts(Instant endedBefore) {
        store.call(all -> all.alerts().endedBefore(endedBefore).stream()
                        .map(Alert::fingerprint)
                        .filter(all.ownership()::ownsKey)
                        .toList())
                .forEach(fingerprint -> logFailure(alerts.remove(fingerprint)));
    }

    private void removeSilences(Instant expiredBefore) {
        store.call(all -> all.silences().all().stream()
                        .filter(silence -> silence.endsAt().isBefore(expiredBefore))
                        .map(Silence::id)
                        .filter(all.ownership()::ownsKey)
                        .toList())
                .forEach(id -> logFailure(state.removeSilence(id)));
    }

    private void removeLogEntries() {
        for (var group : store.call(all -> all.router().finishedGroups())) {
            store.call(all -> all.router().known().notificationLog().integrations(group))
                    .forEach(integration -> logFailure(state.removeNotified(group, integration)));
        }
    }

    /** The first entry is removed last: without it the others could not be applied. */
    private void removeIncidents(Instant closedBefore) {
        store.call(all -> all.incidents().closedBefore(closedBefore).stream()
                        .filter(incident -> all.ownership().ownsKey(incident.group()))
                        .toList())
                .forEach(incident -> incident.timeline()
                        .reversed()
                        .forEach(entry ->
                                logFailure(state.removeRecorded(incident.id(), incident.group(), entry.id()))));
    }

    private static void logFailure(CompletionStage<Void> removal) {
        removal.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.debugf("removal not written; retrying: %s", failure.getMessage());
            }
        });
    }
}
