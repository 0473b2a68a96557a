package io.fleetforge.alert.oncall;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What has to be said of alerts that must always be there. */
public final class HeartbeatMonitor {

    public static final String ALERT = "DeadManSwitch";
    /** By which this router knows its own word from one that somebody sent. */
    private static final String SOURCE = "urn:fleetforge:heartbeat";

    private HeartbeatMonitor() {}

    /**
     * Alerts about those that have begun to be missing, and the ends of those that are heard again. What was said of a switch that the
     * configuration no longer has ends too; an alert of the same name from elsewhere is its sender's. What is said fires until it is
     * ended by a word: time ends nothing, since nobody may have been there to say it again.
     *
     * @param known the last word about each alert
     * @param since when this process began to listen: nothing begins to be missing before its time has passed
     */
    public static List<Alert> words(List<Heartbeat> deadMen, Collection<Alert> known, Instant since, Instant now) {
        var words = new ArrayList<Alert>();
        var missing = new ArrayList<LabelSet>();
        for (var deadMan : deadMen) {
            var labels = labels(deadMan);
            var said = known.stream()
                    .filter(alert -> alert.labels().equals(labels))
                    .findFirst();
            if (isMissing(deadMan, known, said, since, now)) {
                missing.add(labels);
                if (said.filter(alert -> alert.isFiringAt(now)).isEmpty()) {
                    words.add(missing(labels, deadMan, now));
                }
            }
        }
        known.stream()
                .filter(HeartbeatMonitor::isOurs)
                .filter(alert -> alert.isFiringAt(now) && !missing.contains(alert.labels()))
                .forEach(said ->
                        words.add(new Alert(said.labels(), said.annotations(), said.startsAt(), now, SOURCE, now)));
        return words;
    }

    private static boolean isMissing(
            Heartbeat deadMan, Collection<Alert> known, Optional<Alert> said, Instant since, Instant now) {
        var heard = known.stream()
                .filter(alert -> deadMan.isHeardIn(alert.labels()))
                .map(Alert::updatedAt)
                .max(Instant::compareTo);
        if (deadMan.isOnceHeard() && heard.isEmpty() && said.isEmpty()) {
            return false;
        }
        var latest = now.minus(deadMan.after());
        if (heard.isPresent() && heard.get().isAfter(latest)) {
            return false;
        }
        return said.filter(alert -> alert.isFiringAt(now)).isPresent() || !since.isAfter(latest);
    }

    private static boolean isOurs(Alert alert) {
        return SOURCE.equals(alert.generatorUrl()) && ALERT.equals(alert.name());
    }

    private static LabelSet labels(Heartbeat deadMan) {
        return LabelSet.of(
                Map.of(LabelSet.ALERT_NAME, ALERT, "switch", deadMan.name(), "severity", deadMan.severity()));
    }

    private static Alert missing(LabelSet labels, Heartbeat deadMan, Instant now) {
        var annotations = new TreeMap<>(Map.of(
                "summary",
                "%s has not been heard for %d s: alerts may not arrive at all"
                        .formatted(deadMan.name(), deadMan.after().toSeconds())));
        return new Alert(labels, annotations, now, Alert.NEVER, SOURCE, now);
    }
}
