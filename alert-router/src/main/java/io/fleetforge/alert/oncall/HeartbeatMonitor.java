package io.fleetforge.alert.oncall;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Raises an alert for each heartbeat that is missing, and ends it when the heartbeat is back. */
public final class HeartbeatMonitor {

    public static final String ALERT = "HeartbeatMissing";
    private static final String HEARTBEAT_LABEL = "heartbeat";
    /** Marks the alerts of this router, as opposed to received ones of the same name. */
    private static final String SOURCE = "urn:fleetforge:heartbeat";

    private HeartbeatMonitor() {}

    /**
     * The updates that are due: a new alert for each heartbeat that went missing, and the end of the alerts about
     * heartbeats that are back or no longer configured. A received alert of the same name is left alone. A raised alert
     * has no end time: it fires until an update ends it, since no instance may be there to repeat it.
     *
     * @param known the last state of each alert
     * @param since start of this process: no heartbeat is missing before its timeout has passed since then
     */
    public static List<Alert> updates(List<Heartbeat> heartbeats, Collection<Alert> known, Instant since, Instant now) {
        var updates = new ArrayList<Alert>();
        var missing = new ArrayList<LabelSet>();
        for (var heartbeat : heartbeats) {
            var labels = labels(heartbeat);
            var raised = known.stream()
                    .filter(alert -> alert.labels().equals(labels))
                    .findFirst();
            if (isMissing(heartbeat, known, raised, since, now)) {
                missing.add(labels);
                if (raised.filter(alert -> alert.isFiringAt(now)).isEmpty()) {
                    updates.add(missing(labels, heartbeat, now));
                }
            }
        }
        known.stream()
                .filter(HeartbeatMonitor::isRaisedHere)
                .filter(alert -> alert.isFiringAt(now) && !missing.contains(alert.labels()))
                .forEach(raised -> updates.add(
                        new Alert(raised.labels(), raised.annotations(), raised.startsAt(), now, SOURCE, now)));
        return updates;
    }

    private static boolean isMissing(
            Heartbeat heartbeat, Collection<Alert> known, Optional<Alert> raised, Instant since, Instant now) {
        var lastReceived = known.stream()
                .filter(alert -> heartbeat.matches(alert.labels()))
                .map(Alert::updatedAt)
                .max(Instant::compareTo);
        if (heartbeat.armedAfterFirst() && lastReceived.isEmpty() && raised.isEmpty()) {
            return false;
        }
        var latest = now.minus(heartbeat.timeout());
        if (lastReceived.isPresent() && lastReceived.get().isAfter(latest)) {
            return false;
        }
        return raised.filter(alert -> alert.isFiringAt(now)).isPresent() || !since.isAfter(latest);
    }

    private static boolean isRaisedHere(Alert alert) {
        return SOURCE.equals(alert.generatorUrl()) && ALERT.equals(alert.name());
    }

    private static LabelSet labels(Heartbeat heartbeat) {
        return LabelSet.of(Map.of(
                LabelSet.ALERT_NAME, ALERT, HEARTBEAT_LABEL, heartbeat.name(), "severity", heartbeat.severity()));
    }

    private static Alert missing(LabelSet labels, Heartbeat heartbeat, Instant now) {
        var annotations = new TreeMap<>(Map.of(
                "summary",
                String.format(
                        Locale.ROOT,
                        "heartbeat %s has not been received for %d s: other alerts may be missing too",
                        heartbeat.name(),
                        heartbeat.timeout().toSeconds())));
        return new Alert(labels, annotations, now, Alert.NEVER, SOURCE, now);
    }
}
