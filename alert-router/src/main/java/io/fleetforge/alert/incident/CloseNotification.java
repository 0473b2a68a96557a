package io.fleetforge.alert.incident;

import io.fleetforge.alert.incident.Incident.State;
import java.util.ArrayList;
import java.util.List;

/**
 * An integration that was paged has to be notified that the incident is acknowledged or resolved.
 *
 * @param entry id of the timeline entry that records its delivery
 * @param isResolved false when the incident is acknowledged only
 */
public record CloseNotification(String entry, String integration, boolean isResolved) {

    /** The notifications that are due for an incident: one for each paged integration that has not received it yet. */
    public static List<CloseNotification> due(Incident incident) {
        var due = new ArrayList<CloseNotification>();
        var isResolved = incident.state().isClosed();
        var isAcknowledged = incident.state() == State.ACKNOWLEDGED || incident.state() == State.MITIGATED;
        for (var integration : incident.pagedIntegrations()) {
            var entry = (isResolved ? "closed@" : "acknowledged@") + integration;
            if ((isResolved || isAcknowledged) && !incident.has(entry)) {
                due.add(new CloseNotification(entry, integration, isResolved));
            }
        }
        return due;
    }
}
