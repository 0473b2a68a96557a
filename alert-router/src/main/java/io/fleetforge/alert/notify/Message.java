package io.fleetforge.alert.notify;

import io.fleetforge.alert.incident.Severity;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import java.net.URI;
import java.util.List;

/**
 * What is said over a channel, whatever its form there.
 *
 * @param key the receiver folds messages with the same key into one
 * @param occasion tells this message from others with the key; the same when it is said again after a crash
 * @param title one line
 * @param receiver name of the receiver as routes name it
 * @param groupLabels what the alerts share by which they were grouped
 * @param link to the incident, or to where the group is shown
 * @param incident id; empty when it is about no incident
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

    /** What the receiver does with it. */
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
