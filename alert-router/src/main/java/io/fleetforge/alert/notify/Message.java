package io.fleetforge.alert.notify;

import io.fleetforge.alert.incident.Severity;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import java.net.URI;
import java.util.List;

/**
 * A message to an integration, independent of its form there.
 *
 * @param key of the group or incident; receivers deduplicate by it
 * @param occasion distinguishes messages with the same key; equal when a message is repeated after a crash
 * @param title one line
 * @param receiver its name in the routing file
 * @param groupLabels the labels that the alerts are grouped by
 * @param link to the incident, or to the page of alerts
 * @param incident id; empty for a group without incident
 */
public record Message(
        String key,
        String occasion,
        Action action,
        String title,
        Severity severity,
        String receiver,
        LabelSet groupLabels,
        List<Alert> firing,
        List<Alert> resolved,
        URI link,
        String incident) {

    /** What the receiver should do. */
    public enum Action {
        TRIGGER,
        ACKNOWLEDGE,
        RESOLVE
    }

    public Message {
        firing = List.copyOf(firing);
        resolved = List.copyOf(resolved);
    }

    /** The labels that all of its alerts have. */
    public LabelSet commonLabels() {
        return java.util.stream.Stream.concat(firing.stream(), resolved.stream())
                .map(Alert::labels)
                .reduce(LabelSet::common)
                .orElse(groupLabels);
    }
}
