package io.fleetforge.alert.pipeline;

import io.fleetforge.alert.action.IncidentLog;
import io.fleetforge.alert.group.Notification;
import io.fleetforge.alert.group.Notification.Reason;
import io.fleetforge.alert.incident.IncidentOpener;
import io.fleetforge.alert.receiver.Integration;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.correlation.CorrelationId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Records the notifications of on-call integrations in the incident of their group. Thread-safe. */
public final class IncidentRecorder {

    private static final Logger LOG = Logger.getLogger(IncidentRecorder.class);

    private final AlertStore store;
    private final IncidentLog log;

    public IncidentRecorder(AlertStore store, IncidentLog log) {
        this.store = store;
        this.log = log;
    }

    /**
     * Opens, updates or resolves the incident; completes with nothing once this is durable, or with the reason why it
     * is not.
     */
    CompletionStage<Optional<String>> record(Integration.OnCall onCall, Notification notification) {
        var group = notification.group().toString();
        var active = store.call(state -> state.incidents().active(group));
        var closedBefore = store.call(state -> state.incidents().closedCount(group));
        if (active.isEmpty() && closedBefore > 0 && isEnd(notification)) {
            // A user has resolved the incident before its alerts ended.
            return CompletableFuture.completedFuture(Optional.empty());
        }
        var entries = IncidentOpener.of(notification, onCall.policy(), active, closedBefore);
        var correlation = active.flatMap(incident -> CorrelationId.parse(incident.correlationId()))
                .or(() -> CorrelationId.parse(entries.incident()))
                .orElseGet(CorrelationId::random);
        return log.add(entries.incident(), group, entries.entries(), correlation)
                .handle((incident, failure) -> {
                    if (failure != null) {
                        LOG.warnf("incident %s not written: %s", entries.incident(), failure.getMessage());
                        return Optional.of("the incident is not durable");
                    }
                    LOG.infof("incident %s: %s", entries.incident(), notification.reason());
                    return Optional.empty();
                });
    }

    private static boolean isEnd(Notification notification) {
        return notification.reason() == Reason.SOME_RESOLVED || notification.reason() == Reason.ALL_RESOLVED;
    }
}
